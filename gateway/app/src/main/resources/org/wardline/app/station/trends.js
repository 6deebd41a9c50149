/*
 * A patient's last hours (station.md §10): a row a sign on one time axis, limits dashed with their number, hatched beyond, the
 * curve thicker where it is out of them; alarms in a lane above, their shape where they rose and a bar for their length; gaps
 * boxed with their cause, never bridged; changes as dotted verticals; NEWS2 below. A band from least to greatest lies behind
 * each curve, so that no spike is lost in its median.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { alarmIcon } from './icons.js';
import { T, hhmm, day, since } from './words.js';
import { ask } from './ask.js';
import { band } from './news2.js';

const uPlot = window.uPlot; // a library, loaded before the modules
const HOURS = [1, 8, 24, 72];
const HOUR_MS = 3600_000;
const RELOAD_MS = { 1: 15_000, 8: 30_000, 24: 60_000, 72: 120_000 };
const LEFT = 50, RIGHT = 14;
const HATCH = 14;
/** More shapes than this in a lane are not told apart. */
const MOST_BARS = 150;
const ROWS = {
  hr: { label: 'HR', signs: ['hr', 'pr'], least: 40, most: 140, grow: 26 },
  spo2: { label: 'SpO₂', signs: ['spo2'], least: 84, most: 100, grow: 34 },
  rr: { label: 'RR', signs: ['rr'], least: 4, most: 36, grow: 22 },
  nibp: { label: 'NIBP', signs: ['nibp_sys'], below: 'nibp_dia', least: 40, most: 170, grow: 24 },
};
const WHY = { off: 'off', artefact: 'Disturbed', late: 'late', missing: 'missing', null: 'No value', range: 'Out of range', silent: 'silent', restart: 'gateway off' };
const STEPS = { 1: 600_000, 8: HOUR_MS, 24: 3 * HOUR_MS, 72: 12 * HOUR_MS };

export class Trends {
  constructor() {
    this.hours = 8;
    this.bars = [];
    this.changes = [];
    this.buttons = HOURS.map((hours) => h('button', { onclick: () => this.#choose(hours) }, T('{n} h', { n: hours })));
    this.lane = h('div', { class: 'lane' });
    this.rows = Object.entries(ROWS).map(([name, row]) => new Row(name, row, (at) => this.#read(at)));
    this.marks = h('div', { class: 'marks', 'aria-hidden': 'true' });
    this.totals = h('div', { class: 'totals' });
    this.axis = h('div', { class: 'axis', 'aria-hidden': 'true' });
    this.none = h('p', { class: 'none' }, T('No data in this time'));
    this.readout = h('span', { class: 'readout', role: 'status' });
    this.plots = h('div', { class: 'plots' }, this.rows.map((row) => row.element), this.marks);
    this.body = h('div', { class: 'tbody' }, this.lane, this.plots, this.totals, this.axis);
    this.element = h('section', { class: 'panel tr', 'aria-label': T('Trends') },
      h('div', { class: 'ph' }, h('h3', {}, T('Trends')), h('span', { class: 'seg', role: 'group', 'aria-label': T('Trends') }, this.buttons), this.readout,
        h('span', { class: 'srcs' }, T('Hatched: beyond a limit. Thick line: out of limits.'))),
      this.none, this.body);
    new ResizeObserver(() => this.#resize()).observe(this.plots);
    this.#press();
  }

  open(id) {
    this.id = id;
    this.data = undefined;
    this.loadedAt = -Infinity;
    this.bars = [];
    this.changes = [];
    this.#draw();
  }

  close() {
    this.id = undefined;
  }

  #choose(hours) {
    this.hours = hours;
    this.loadedAt = -Infinity;
    this.#press();
    this.load();
  }

  #press() {
    this.buttons.forEach((button, i) => attribute(button, 'aria-pressed', String(HOURS[i] === this.hours)));
  }

  /** Asks anew, unless what is shown is young enough for its span. */
  async load() {
    if (this.id === undefined || performance.now() - this.loadedAt < RELOAD_MS[this.hours] * 0.9) return;
    const { id, hours } = this;
    this.loadedAt = performance.now();
    const data = await ask(id, 'trends?hours=' + hours);
    if (id !== this.id || hours !== this.hours) return;
    this.data = data?.signs ? data : undefined;
    this.bars = data?.alarms || [];
    this.changes = data?.changes || [];
    this.#draw();
  }

  show(bed) {
    const root = document.documentElement;
    if (once(this.element, 'theme', root.dataset.theme + root.hasAttribute('data-night'), () => undefined)) this.rows.forEach((row) => row.forget());
    this.bed = bed;
    once(this.element, 'drawn', String(this.data?.now), () => this.#draw());
  }

  #draw() {
    const data = this.data;
    const has = data && Object.keys(data.signs).some((sign) => data.signs[sign].at.length > 0);
    this.none.hidden = Boolean(has) || this.loadedAt === -Infinity;
    this.body.hidden = !has;
    this.element.toggleAttribute('data-empty', !has);
    if (!has) return;
    const span = { from: data.from, to: data.now, step: data.stepMs };
    for (const row of this.rows) row.draw(data, span, this.hours);
    this.#lane(data, span);
    this.#totals(data, span);
    this.#axis(span);
    this.#resize();
  }

  #lane(data, span) {
    const shown = this.bars.slice(-MOST_BARS);
    fill(this.lane, h('span', { class: 'name' }, T('Alarms')), h('ul', { class: 'inner' }, shown.map((bar) => {
      const from = Math.max(span.from, bar.from ?? span.from);
      const form = bar.to === undefined && bar.taken === undefined ? 'open' : 'held';
      const item = h('li', { class: bar.priority + (bar.type === 'technical' ? ' tech' : '') },
        h('i', {}), alarmIcon({ tech: bar.type === 'technical', priority: bar.priority, form }, 18), h('span', { class: 'sr' }, hhmm(from) + ' ' + barWords(bar, this.bed)));
      item.style.left = part(from, span);
      item.querySelector('i').style.width = `max(4px, ${((Math.min(bar.to ?? span.to, span.to) - from) / (span.to - span.from)) * 100}cqw)`;
      return item;
    })));
    const changes = data.changes.map((change) => ({ at: change.at, words: change.rule.split('.')[0].replace('_', ' ') + ' ' + (Object.values(change.before)[0] ?? '–') + ' → ' + (Object.values(change.now)[0] ?? '–') }));
    fill(this.marks, h('div', { class: 'inner' }, changes.concat(oxygen(data, span)).map((mark) => {
      const line = h('span', { class: 'chg' }, h('b', {}, mark.words + ' ' + hhmm(mark.at)));
      line.style.left = part(mark.at, span);
      line.classList.toggle('left', mark.at > (span.from + span.to) / 2);
      return line;
    })));
  }

  #totals(data, span) {
    let last = -Infinity;
    const near = (span.to - span.from) / 22;
    const shown = data.totals.filter((total, i) => {
      const isShown = i === data.totals.length - 1 || (total.at - last > near && data.totals.at(-1).at - total.at > near);
      if (isShown) last = total.at;
      return isShown;
    });
    fill(this.totals, h('span', { class: 'name' }, 'NEWS2'), h('div', { class: 'inner' }, shown.map((total) => {
      const place = h('b', { class: 'n2 b-' + band(total.total, total.three).form }, total.total);
      place.style.left = part(total.at, span);
      return place;
    })));
  }

  #axis(span) {
    const step = STEPS[this.hours];
    const offset = new Date(span.from).getTimezoneOffset() * 60_000;
    const first = Math.ceil((span.from - offset) / step) * step + offset;
    const marks = [];
    for (let at = first; at < span.to - step / 3; at += step) marks.push(at);
    fill(this.axis, h('div', { class: 'inner' }, marks.map((at) => {
      const tick = h('span', {}, this.hours === 72 && hhmm(at) === '00:00' ? day(at) : hhmm(at));
      tick.style.left = part(at, span);
      return tick;
    }), h('span', { class: 'now' }, T('now'))));
  }

  /** What the curves say at a place that is pointed at; nothing for none. */
  #read(at) {
    const data = this.data;
    if (at === undefined || !data) {
      text(this.readout, '');
      return;
    }
    const words = this.rows.map((row) => row.at(at)).filter(Boolean);
    text(this.readout, hhmm(at) + '  ' + words.join('  '));
  }

  #resize() {
    const height = this.plots.clientHeight;
    const shown = this.rows.filter((row) => !row.element.hidden && row.element.offsetParent !== null);
    const all = shown.reduce((sum, row) => sum + row.grow, 0);
    for (const row of shown) row.size(this.plots.clientWidth, Math.max(64, Math.floor(((height - 6 * shown.length) * row.grow) / all)));
  }
}

const part = (at, span) => ((at - span.from) / (span.to - span.from)) * 100 + '%';

/** When the flow of oxygen was another one. */
function oxygen(data, span) {
  const curve = data.signs.o2_flow;
  if (!curve) return [];
  const marks = [];
  let before = curve.median[0];
  curve.median.forEach((flow, i) => {
    if (flow !== before) marks.push({ at: span.from + curve.at[i] * 1000, words: T('O₂ {n} L/min', { n: flow }) });
    before = flow;
  });
  return marks.slice(-6);
}

const THING = { heart_rate: 'HR', pulse_rate_spo2: 'PR', spo2: 'SpO₂', resp_rate: 'RR', nibp_sys: 'NIBP', nibp_dia: 'NIBP', temp: 'T', news2: 'NEWS2' };

/** An alarm in words, as on its strip: SpO₂ 79 < 80. */
export function barWords(bar, bed) {
  const standing = bed?.alarms.find((alarm) => alarm.name === bar.alarm);
  if (standing) return standing.message;
  const [sign, value] = Object.entries(bar.values)[0] || [];
  const limit = bar.limits[sign];
  const thing = bar.kind.slice(0, bar.kind.lastIndexOf('.'));
  const name = T(THING[thing] || thing.replaceAll('_', ' '));
  if (value !== undefined && limit !== undefined) return `${name} ${value} ${value < limit ? '<' : '>'} ${limit}`;
  const what = bar.kind.slice(bar.kind.lastIndexOf('.') + 1);
  if (what === 'signal') return bar.why === 'off' ? T('{sign} probe off', { sign: name }) : T('{sign}: no signal', { sign: name });
  if (what === 'silent') return T('Device silent');
  if (what === 'model') return T('Model: unusual');
  if (what === 'overdue') return T('Observations overdue');
  if (what === 'fault') return T('{name}: fault', { name });
  return name + (what === 'low' ? ' ↓' : what === 'high' ? ' ↑' : '');
}

/* ---------- one row ---------- */

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Row {
  constructor(name, row, read) {
    Object.assign(this, { name, row, read, grow: row.grow, plot: undefined });
    this.canvasBox = h('div', { class: 'plot' });
    this.element = h('div', { class: 'trow ' + name, role: 'img' }, this.canvasBox);
  }

  forget() {
    this.plot?.destroy();
    this.plot = undefined;
  }

  /** The curve in place of this row's sign: the first of its signs that has one. */
  draw(data, span, hours) {
    const sign = this.row.signs.find((one) => data.signs[one]?.at.length);
    const isOther = !sign !== this.element.hidden;
    this.element.hidden = !sign;
    if (!sign) {
      this.forget();
      return isOther;
    }
    this.span = span;
    this.sign = sign;
    this.limits = { low: steps(data.limits[sign]?.low, span), high: steps(data.limits[sign]?.high, span) };
    this.gaps = data.gaps.filter((gap) => gap.sign === sign);
    this.curve = data.signs[sign];
    this.below = this.row.below && data.signs[this.row.below];
    this.label = T(sign === 'pr' ? 'PR' : this.row.label);
    this.#describe(hours);
    const table = tableOf(this.curve, this.gaps, span, this.below);
    this.range = rangeOf(this.row, table, this.limits);
    if (this.plot) {
      this.plot.setData(table, false);
      this.plot.batch(() => {
        this.plot.setScale('x', { min: span.from / 1000, max: span.to / 1000 });
        this.plot.setScale('y', { min: this.range[0], max: this.range[1] });
      });
    } else {
      this.plot = this.#make(table);
    }
    return isOther;
  }

  size(width, height) {
    if (this.plot && (this.plot.width !== width || this.plot.height !== height)) this.plot.setSize({ width, height });
  }

  #describe(hours) {
    const { least, greatest, median } = this.curve;
    attribute(this.element, 'aria-label', T('{sign}, last {n} h: {a} to {b}, newest {c}', {
      sign: this.label, n: hours, a: Math.min(...least), b: Math.max(...greatest), c: median.at(-1),
    }));
  }

  /** The value at a time, in words. */
  at(time) {
    if (!this.curve || this.element.hidden) return '';
    const second = (time - this.span.from) / 1000;
    let best = -1;
    this.curve.at.forEach((at, i) => {
      if (best < 0 || Math.abs(at - second) < Math.abs(this.curve.at[best] - second)) best = i;
    });
    if (best < 0 || Math.abs(this.curve.at[best] - second) * 1000 > Math.max(4 * this.span.step, (this.span.to - this.span.from) / 60)) return this.label + ' –';
    const { least, median, greatest } = this.curve;
    const dia = this.below?.median[this.below.at.indexOf(this.curve.at[best])];
    return this.label + ' ' + median[best] + (dia !== undefined ? '/' + dia : '') + (least[best] !== greatest[best] ? ` (${least[best]}–${greatest[best]})` : '');
  }

  #make(table) {
    const isBars = this.name === 'nibp';
    const colour = css('--sign-' + (this.name === 'nibp' ? 'nibp' : this.name));
    const series = [
      {},
      { stroke: isBars ? 'transparent' : colour, width: 2, points: { show: !isBars && this.curve.at.length < 90, size: 4, stroke: colour, fill: colour } },
      { stroke: 'transparent', points: { show: false } },
      { stroke: 'transparent', points: { show: false } },
    ];
    return new uPlot({
      width: this.canvasBox.clientWidth || 600, height: 100, padding: [2, RIGHT, 2, LEFT],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'trends' }, points: { show: false } },
      scales: {
        x: { time: true, auto: false, min: this.span.from / 1000, max: this.span.to / 1000 },
        y: { auto: false, min: this.range[0], max: this.range[1] },
      },
      axes: [{ show: false }, { show: false }],
      series,
      bands: isBars ? [] : [{ series: [3, 2], fill: colour + '38' }],
      hooks: {
        drawClear: [(plot) => this.#ground(plot)],
        draw: [(plot) => this.#over(plot, colour, isBars)],
        setCursor: [(plot) => this.read(plot.cursor.left >= 0 ? plot.posToVal(plot.cursor.left, 'x') * 1000 : undefined)],
      },
    }, table, this.canvasBox);
  }

  /** Below the curve: grid of hours, hatch beyond limits, limit lines with their numbers. */
  #ground(plot) {
    const { ctx } = plot;
    const { left, top, width, height } = plot.bbox;
    const px = devicePixelRatio;
    ctx.save();
    ctx.fillStyle = css('--surface-sunken');
    ctx.fillRect(left, top, width, height);
    for (const [side, isLow] of [['low', true], ['high', false]]) {
      this.limits[side].forEach((step, i) => {
        const x0 = plot.valToPos(step.from / 1000, 'x', true);
        const x1 = plot.valToPos((this.limits[side][i + 1]?.from ?? this.span.to) / 1000, 'x', true);
        const y = plot.valToPos(step.limit, 'y', true);
        if (y < top - 1 || y > top + height + 1) return;
        hatch(ctx, x0, isLow ? y : Math.max(top, y - HATCH * px), x1 - x0, isLow ? Math.min(HATCH * px, top + height - y) : Math.min(HATCH * px, y - top));
        line(ctx, x0, y, x1, y, css('--text-2'), [7 * px, 5 * px], 1.5 * px);
        if (i === this.limits[side].length - 1) label(ctx, String(Math.round(step.limit * 10) / 10), left - 6 * px, y, css('--text-2'), 'right');
      });
    }
    ctx.strokeStyle = css('--line');
    ctx.lineWidth = px;
    ctx.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    ctx.restore();
  }

  /** Above the curve: what is out of limits thicker, gaps in a box with their cause, the newest value as a dot, the name. */
  #over(plot, colour, isBars) {
    const { ctx } = plot;
    const { left, top, width, height } = plot.bbox;
    const px = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    if (isBars) this.#bars(plot, colour);
    else this.#thick(plot, colour);
    for (const gap of this.gaps) this.#gap(plot, gap);
    ctx.restore();
    ctx.save();
    const [x, y] = [plot.data[0], plot.data[1]];
    const last = y.findLastIndex((value) => value !== null && value !== undefined);
    if (last >= 0 && !isBars && this.span.to / 1000 - x[last] < (3 * this.span.step) / 1000 + 60) {
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(plot.valToPos(x[last], 'x', true), plot.valToPos(y[last], 'y', true), 5 * px, 0, 7);
      ctx.fill();
    }
    ctx.font = `600 ${15 * px}px ${css('--font')}`;
    const wide = ctx.measureText(this.label).width;
    ctx.fillStyle = css('--surface');
    ctx.fillRect(left + 6 * px, top + 5 * px, wide + 12 * px, 20 * px);
    label(ctx, this.label, left + 12 * px, top + 15.5 * px, colour, 'left', `600 ${15 * px}px`);
    ctx.restore();
  }

  #thick(plot, colour) {
    const { ctx } = plot;
    const [x, y] = [plot.data[0], plot.data[1]];
    ctx.strokeStyle = colour;
    ctx.lineWidth = 4.5 * devicePixelRatio;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    let isDown = false;
    for (let i = 0; i < x.length; i++) {
      const isOut = y[i] !== null && y[i] !== undefined && (y[i] < at(this.limits.low, x[i] * 1000) || y[i] > at(this.limits.high, x[i] * 1000));
      const place = isOut && [plot.valToPos(x[i], 'x', true), plot.valToPos(y[i], 'y', true)];
      if (isOut && isDown) ctx.lineTo(...place);
      else if (isOut) ctx.moveTo(...place);
      isDown = isOut;
    }
    ctx.stroke();
  }

  /** Pressure, taken now and then: systolic to diastolic. */
  #bars(plot, colour) {
    const { ctx } = plot;
    const px = devicePixelRatio;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2.5 * px;
    this.curve.at.forEach((second, i) => {
      const x = plot.valToPos(this.span.from / 1000 + second, 'x', true);
      const high = plot.valToPos(this.curve.median[i], 'y', true);
      const dia = this.below?.median[this.below.at.indexOf(second)];
      const low = dia === undefined ? high : plot.valToPos(dia, 'y', true);
      ctx.beginPath();
      ctx.moveTo(x, high);
      ctx.lineTo(x, low);
      for (const y of [high, low]) {
        ctx.moveTo(x - 5 * px, y);
        ctx.lineTo(x + 5 * px, y);
      }
      ctx.stroke();
    });
  }

  #gap(plot, gap) {
    const { ctx } = plot;
    const { top, height } = plot.bbox;
    const px = devicePixelRatio;
    const x0 = plot.valToPos(gap.from / 1000, 'x', true);
    const x1 = plot.valToPos(gap.to / 1000, 'x', true);
    ctx.fillStyle = css('--surface');
    ctx.fillRect(x0, top + px, x1 - x0, height - 2 * px);
    ctx.strokeStyle = css('--low-line');
    ctx.lineWidth = 1.5 * px;
    ctx.setLineDash([2 * px, 4 * px]);
    ctx.strokeRect(x0, top + 3 * px, x1 - x0, height - 6 * px);
    ctx.setLineDash([]);
    const words = T(WHY[gap.cause] || 'no data');
    ctx.font = `${14 * px}px ${css('--font')}`;
    const wide = ctx.measureText(words).width;
    ctx.translate((x0 + x1) / 2, top + height / 2);
    if (wide > x1 - x0 - 6 * px) ctx.rotate(-Math.PI / 2); // a short gap says it upright
    if (wide < x1 - x0 - 6 * px || (x1 - x0 > 16 * px && wide < height)) label(ctx, words, 0, 0, css('--text-2'), 'center');
    ctx.setTransform(1, 0, 0, 1, 0, 0);
  }
}

/** Limits that were in force in the span, the first from its start. */
function steps(all, span) {
  return (all || []).map((step) => ({ from: Math.max(step.from, span.from), limit: step.limit }));
}

function at(limits, time) {
  let found = NaN;
  for (const step of limits) if (step.from <= time) found = step.limit;
  return found;
}

/** uPlot's columns: seconds, median, least, greatest; a row of nulls in each gap, so that no line crosses it. */
function tableOf(curve, gaps, span) {
  const rows = curve.at.map((second, i) => [span.from / 1000 + second + span.step / 2000, curve.median[i], curve.least[i], curve.greatest[i]]);
  for (const gap of gaps) rows.push([(gap.from + gap.to) / 2000, null, null, null]);
  rows.sort((a, b) => a[0] - b[0]);
  return [0, 1, 2, 3].map((column) => rows.map((row) => row[column]));
}

function rangeOf(row, table, limits) {
  const numbers = [...table[2], ...table[3]].filter((value) => value !== null);
  const all = numbers.concat(limits.low.map((step) => step.limit), limits.high.map((step) => step.limit), row.least, row.most);
  const least = Math.min(...all), most = Math.max(...all);
  return [least - (most - least) * 0.06, most + (most - least) * 0.06];
}

function hatch(ctx, x, y, width, height) {
  if (width <= 0 || height <= 0) return;
  const gap = 8 * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.strokeStyle = css('--beyond-limit');
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  for (let at = x - height; at < x + width; at += gap) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

function line(ctx, x0, y0, x1, y1, colour, dash, width) {
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
  ctx.restore();
}

function label(ctx, words, x, y, colour, align, font = `${14 * devicePixelRatio}px`) {
  ctx.font = font + ' ' + css('--font');
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(words, x, y);
}
