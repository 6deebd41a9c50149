/* One sign's row of the trends: its curve and band, limits as they were in force, gaps, what is out of limits. */
import { h, attribute } from './dom.js';
import { T } from './words.js';

const uPlot = window.uPlot; // a library, loaded before the modules
const LEFT = 50, RIGHT = 14;
const HATCH = 14;
/** The higher the level, the fuller its line. */
const DASH = { high: [12, 3], medium: [7, 5], low: [3, 5] };
const WHY = { off: 'off', artefact: 'Disturbed', late: 'late', missing: 'missing', null: 'No value', range: 'Out of range', silent: 'silent', restart: 'gateway off' };

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Row {
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
    const limits = data.limits[this.row.signs[0]]; // a pulse is judged by the rules of the heart rate
    this.limits = { low: limits?.low || [], high: limits?.high || [] };
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
      const said = []; // where numbers stand already
      for (const limit of this.limits[side]) {
        const x0 = plot.valToPos(Math.max(limit.from, this.span.from) / 1000, 'x', true);
        const x1 = plot.valToPos(limit.to / 1000, 'x', true);
        const y = plot.valToPos(limit.limit, 'y', true);
        if (y < top - 1 || y > top + height + 1) continue;
        hatch(ctx, x0, isLow ? y : Math.max(top, y - HATCH * px), x1 - x0, isLow ? Math.min(HATCH * px, top + height - y) : Math.min(HATCH * px, y - top));
        line(ctx, x0, y, x1, y, css('--text-2'), DASH[limit.level].map((length) => length * px), 1.5 * px);
        if (limit.to >= this.span.to && said.every((other) => Math.abs(other - y) > 13 * px)) {
          label(ctx, String(Math.round(limit.limit * 10) / 10), left - 6 * px, y, css('--text-2'), 'right');
          said.push(y);
        }
      }
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

  #isOut(time, value) {
    const holds = (limit) => time >= limit.from && time < limit.to;
    return this.limits.low.some((limit) => holds(limit) && value < limit.limit) || this.limits.high.some((limit) => holds(limit) && value > limit.limit);
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
      const isOut = y[i] !== null && y[i] !== undefined && this.#isOut(x[i] * 1000, y[i]);
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

/** uPlot's columns: seconds, median, least, greatest; a row of nulls in each gap, so that no line crosses it. */
function tableOf(curve, gaps, span) {
  const rows = curve.at.map((second, i) => [span.from / 1000 + second + span.step / 2000, curve.median[i], curve.least[i], curve.greatest[i]]);
  for (const gap of gaps) rows.push([(gap.from + gap.to) / 2000, null, null, null]);
  rows.sort((a, b) => a[0] - b[0]);
  return [0, 1, 2, 3].map((column) => rows.map((row) => row[column]));
}

function rangeOf(row, table, limits) {
  const numbers = [...table[2], ...table[3]].filter((value) => value !== null);
  const all = numbers.concat(limits.low.concat(limits.high).map((one) => one.limit), row.least, row.most);
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
