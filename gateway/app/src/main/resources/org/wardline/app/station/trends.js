/*
 * A patient's last hours (station.md §10): a row a sign on one time axis, limits dashed with their number, hatched beyond, the
 * curve thicker where it is out of them; alarms in a lane above, their shape where they rose and a bar for their length; gaps
 * boxed with their cause, never bridged; changes as dotted verticals; NEWS2 below. A band from least to greatest lies behind
 * each curve, so that no spike is lost in its median. A row draws itself: trendrow.js.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { alarmIcon } from './icons.js';
import { T, hhmm, day, since } from './words.js';
import { ask } from './ask.js';
import { band } from './news2.js';
import { alarmWords, limitWords } from './past.js';
import { Row } from './trendrow.js';

const HOURS = [1, 8, 24, 72];
const HOUR_MS = 3600_000;
const RELOAD_MS = { 1: 15_000, 8: 30_000, 24: 60_000, 72: 120_000 };
/** More shapes than this in a lane are not told apart. */
const MOST_BARS = 150;
const ROWS = {
  hr: { label: 'HR', signs: ['hr', 'pr'], least: 40, most: 140, grow: 26 },
  spo2: { label: 'SpO₂', signs: ['spo2'], least: 84, most: 100, grow: 34 },
  rr: { label: 'RR', signs: ['rr'], least: 4, most: 36, grow: 22 },
  nibp: { label: 'NIBP', signs: ['nibp_sys'], below: 'nibp_dia', least: 40, most: 170, grow: 24 },
};
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

  /** Another bed, or another patient in it: nothing of the one before is left. */
  open(id) {
    this.id = id;
    this.opened = (this.opened || 0) + 1;
    this.data = undefined;
    this.loadedAt = -Infinity;
    this.bars = [];
    this.changes = [];
    this.#draw();
  }

  close() {
    this.id = undefined;
    this.opened++;
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
    const { id, hours, opened } = this;
    this.loadedAt = performance.now();
    const data = await ask(id, 'trends?hours=' + hours);
    if (opened !== this.opened || hours !== this.hours) return; // another bed or patient meanwhile
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
    const changes = data.changes.map((change) => ({ at: change.at, words: limitWords({ rule: change.rule, old: change.before, new: change.now }) }));
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
    for (let at = first; at < span.to - step / 2; at += step) marks.push(at);
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

/** An alarm in words, as on its strip: SpO₂ 79 < 80. */
export function barWords(bar, bed) {
  const standing = bed?.alarms.find((alarm) => alarm.name === bar.alarm);
  return standing ? standing.message : alarmWords({ ...bar, cause: bar.why });
}
