/*
 * A sign's hours under the limits in force (dashed, hatched beyond) and under new ones (a white line): minute medians with a band
 * from least to greatest; above it the alarms, filled where they would still sound, dashed where they would not.
 */
import { T, hhmm } from './words.js';

const LANE = 30, FOOT = 26, LEFT = 50, RIGHT = 14, HATCH = 14;
const HOUR_MS = 3600_000;
const SIGN_COLOUR = { spo2: 'spo2', heart_rate: 'hr', pulse_rate_spo2: 'hr', resp_rate: 'rr', nibp_sys: 'nibp', temp: 'temp' };
const RANGE = { spo2: [77, 100], heart_rate: [40, 140], resp_rate: [4, 36], nibp_sys: [60, 180], temp: [34, 41] };

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws a preview into a canvas. `lines` are [{value, was, isLow}] of the sign. */
export function drawPreview(canvas, preview, sign, label, lines) {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width || !height) return;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const ctx = canvas.getContext('2d');
  ctx.scale(ratio, ratio);
  const font = css('--font');
  const top = LANE + 6, bottom = height - FOOT, right = width - RIGHT;
  const span = Math.max(1, preview.to - preview.from);
  const x = (wall) => LEFT + ((right - LEFT) * (wall - preview.from)) / span;
  const [least, most] = rangeOf(preview, sign, lines);
  const y = (value) => top + (bottom - top) * (1 - (value - least) / (most - least));
  const colour = css('--sign-' + (SIGN_COLOUR[sign] || 'spo2'));
  ctx.textBaseline = 'middle';
  ctx.font = '14px ' + font;
  hours(ctx, preview, x, top, bottom, right);
  for (const line of lines) beyond(ctx, line, y, { top, bottom, right });
  ctx.strokeStyle = css('--line');
  ctx.strokeRect(LEFT + 0.5, top + 0.5, right - LEFT - 1, bottom - top - 1);
  curve(ctx, preview, x, y, colour, lines);
  for (const line of lines) limit(ctx, line, y, right, font);
  ctx.font = '600 15px ' + font;
  ctx.textAlign = 'left';
  ctx.fillStyle = css('--surface-raised');
  ctx.fillRect(LEFT + 6, top + 6, ctx.measureText(label).width + 12, 20);
  ctx.fillStyle = colour;
  ctx.fillText(label, LEFT + 12, top + 16.5);
  ctx.font = '13px ' + font;
  ctx.fillStyle = css('--text-3');
  ctx.fillText(T('Alarms'), 2, LANE / 2);
  for (const alarm of preview.alarms) shape(ctx, x(Math.max(alarm.begin, preview.from)), x(alarm.end || preview.to), alarm.priority, alarm.lost ? 'lost' : 'kept');
  for (const alarm of preview.anew) shape(ctx, x(Math.max(alarm.begin, preview.from)), x(alarm.end || preview.to), alarm.priority, 'new');
}

function rangeOf(preview, sign, lines) {
  let [least, most] = RANGE[sign] || [0, 100];
  for (const [, low, , high] of preview.minutes) {
    least = Math.min(least, low);
    most = Math.max(most, high);
  }
  for (const line of lines) {
    for (const value of [line.value, line.was]) {
      if (value === undefined) continue;
      least = Math.min(least, value - 2);
      most = Math.max(most, value + 2);
    }
  }
  return [least, most];
}

function hours(ctx, preview, x, top, bottom, right) {
  ctx.strokeStyle = css('--line');
  ctx.lineWidth = 1;
  ctx.fillStyle = css('--text-3');
  ctx.textAlign = 'center';
  const step = preview.to - preview.from > 9 * HOUR_MS ? 3 * HOUR_MS : HOUR_MS;
  const zone = new Date(preview.from).getTimezoneOffset() * 60_000;
  for (let at = Math.ceil((preview.from - zone) / step) * step + zone; at <= preview.to; at += step) {
    ctx.beginPath();
    ctx.moveTo(x(at), LANE);
    ctx.lineTo(x(at), bottom);
    ctx.stroke();
    if (x(at) < right - 58) ctx.fillText(hhmm(at), x(at), bottom + FOOT / 2);
  }
  ctx.textAlign = 'right';
  ctx.fillStyle = css('--text');
  ctx.fillText(T('now'), right, bottom + FOOT / 2);
}

/** The side of the limit in force on which it alarms. */
function beyond(ctx, line, y, { top, bottom, right }) {
  if (line.was === undefined) return;
  const at = Math.min(bottom, Math.max(top, y(line.was)));
  const from = line.isLow ? at : top, to = line.isLow ? bottom : at;
  ctx.fillStyle = css('--surface-sunken');
  ctx.fillRect(LEFT, from, right - LEFT, to - from);
  ctx.save();
  ctx.beginPath();
  const rim = line.isLow ? at : Math.max(top, at - HATCH);
  ctx.rect(LEFT, rim, right - LEFT, Math.min(HATCH, to - from));
  ctx.clip();
  ctx.strokeStyle = css('--beyond-limit');
  ctx.lineWidth = 1;
  for (let i = LEFT - HATCH; i < right; i += 8) {
    ctx.beginPath();
    ctx.moveTo(i, rim + HATCH);
    ctx.lineTo(i + HATCH, rim);
    ctx.stroke();
  }
  ctx.restore();
}

function limit(ctx, line, y, right, font) {
  ctx.textAlign = 'right';
  const draw = (value, colour, dash, width, weight) => {
    ctx.save();
    ctx.setLineDash(dash);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(LEFT, y(value));
    ctx.lineTo(right, y(value));
    ctx.stroke();
    ctx.restore();
    ctx.font = weight + ' 14px ' + font;
    ctx.fillStyle = colour;
    ctx.fillText(String(value), LEFT - 6, y(value) + (weight === '700' && line.was !== undefined && Math.abs(y(value) - y(line.was)) < 14 ? 12 : 0));
  };
  if (line.was !== undefined) draw(line.was, css('--text-2'), [7, 5], 1.5, '400');
  if (line.value !== undefined && line.value !== line.was) draw(line.value, css('--text'), [], 2.5, '700');
}

function curve(ctx, preview, x, y, colour, lines) {
  const at = (minute) => x(preview.from + minute * 60_000 + 30_000);
  const isOut = (least, most) => lines.some((line) => line.was !== undefined && (line.isLow ? least < line.was : most > line.was));
  ctx.lineJoin = 'round';
  let before;
  for (const minute of preview.minutes) {
    const [n, least, median, most] = minute;
    if (before && n - before[0] > 2) gap(ctx, at(before[0]), at(n), y);
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = colour;
    const w = Math.max(1, at(n + 1) - at(n));
    ctx.fillRect(at(n) - w / 2, y(most), w, Math.max(1, y(least) - y(most)));
    ctx.globalAlpha = 1;
    if (before && n - before[0] <= 2) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = isOut(least, most) ? 4.5 : 2;
      ctx.beginPath();
      ctx.moveTo(at(before[0]), y(before[2]));
      ctx.lineTo(at(n), y(median));
      ctx.stroke();
    }
    before = minute;
  }
  if (before) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.arc(at(before[0]), y(before[2]), 5, 0, 7);
    ctx.fill();
  }
}

function gap(ctx, from, to, y) {
  ctx.save();
  ctx.strokeStyle = css('--low-line');
  ctx.setLineDash([2, 4]);
  ctx.lineWidth = 1.5;
  const top = LANE + 10, bottom = ctx.canvas.height / (devicePixelRatio || 1) - FOOT - 4;
  ctx.strokeRect(from, top, to - from, bottom - top);
  ctx.restore();
  if (to - from > 60) {
    ctx.fillStyle = css('--text-2');
    ctx.textAlign = 'center';
    ctx.fillText(T('no data'), (from + to) / 2, (top + bottom) / 2);
  }
}

/** Solid: it still sounds. Dashed and empty: it would not. With a ring: it is new. */
function shape(ctx, from, to, priority, form) {
  const y = LANE / 2 - 2, s = 8;
  ctx.save();
  ctx.beginPath();
  if (priority === 'high') {
    ctx.moveTo(from, y - s);
    ctx.lineTo(from + s * 1.1, y + s * 0.85);
    ctx.lineTo(from - s * 1.1, y + s * 0.85);
    ctx.closePath();
  } else if (priority === 'medium') {
    ctx.moveTo(from, y - s);
    ctx.lineTo(from + s, y);
    ctx.lineTo(from, y + s);
    ctx.lineTo(from - s, y);
    ctx.closePath();
  } else ctx.arc(from, y, s * 0.85, 0, 7);
  const colour = css({ high: '--high', medium: '--medium', low: '--low-line' }[priority]);
  if (form === 'lost') {
    ctx.strokeStyle = css('--text-2');
    ctx.lineWidth = 1.6;
    ctx.setLineDash([3, 2]);
    ctx.stroke();
  } else {
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.fillRect(from, LANE / 2 + 8, Math.max(3, to - from), 4);
    if (form === 'new') {
      ctx.strokeStyle = css('--text');
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  }
  ctx.restore();
}
