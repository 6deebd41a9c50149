/*
 * The limits of one patient. A change shows at once what the last hours of this patient would have been: alarms that would go
 * are dashed, one that a nurse marked useful is named, and `Use new limits` then asks once more. Reason, end and name are asked
 * for; nothing is saved by closing.
 */
import { h, fill, text, attribute } from './dom.js';
import { icon, alarmIcon, MARKS } from './icons.js';
import { T, sourceWords, hhmm, since } from './words.js';
import { act } from './feed.js';
import { settings, station } from './settings.js';
import { openDialog } from './dialog.js';
import { drawPreview } from './limitchart.js';

const SIGNS = {
  heart_rate: { label: 'HR', unit: '/min', step: 1, cell: 'hr' },
  spo2: { label: 'SpO₂', unit: '%', step: 1, cell: 'spo2', high: 'Desaturation' },
  resp_rate: { label: 'RR', unit: '/min', step: 1, cell: 'rr' },
  nibp_sys: { label: 'NIBP', unit: 'systolic', step: 5, cell: 'nibp' },
  temp: { label: 'T', unit: '°C', step: 0.5, digits: 1, cell: 'temp' },
};
const ORDER = ['high', 'medium', 'low'];
const SIDES = ['low', 'high'];
const HOURS = [8, 24];
/** The ends of shifts; the next one is offered first. */
const SHIFT_ENDS = ['07:30', '19:30'];
const HOUR_MS = 3600_000;
const MOST_OFF_H = 12;
const AFTER_MS = 350;
const AGAIN_MS = 300;

const key = (level) => level.rule + ' ' + level.level;
const kindOf = (level) => (level.ward.below !== undefined ? 'below' : level.ward.above !== undefined ? 'above' : undefined);

/** The editor of a bed as an element; `onClose(isSaved)`. */
export class LimitsEditor {
  constructor(bed, who, onClose) {
    this.bed = bed;
    this.onClose = onClose;
    this.hours = 8;
    this.draft = new Map();
    this.levels = [];
    this.chosen = 'spo2.low';
    this.where = h('p', { class: 'about' }, T('Bed {b}', { b: bed.label }) + (who ? ' · ' + who : ''));
    this.presets = h('select', { class: 'inp', id: 'lim-preset', onchange: () => this.#take(this.presets.value) });
    this.rows = h('div', { class: 'lrows' });
    this.summary = h('div', { class: 'sum' });
    this.canvas = h('canvas', { role: 'img' });
    this.lost = h('div', { class: 'lostbox' });
    this.hourButtons = HOURS.map((n) => h('button', { onclick: () => this.#choose(n) }, T('last {n} h', { n })));
    this.reason = h('input', { class: 'inp', id: 'lim-why', maxlength: 200, autocomplete: 'off' });
    this.until = h('select', { class: 'inp', id: 'lim-until' });
    this.who = h('input', { class: 'inp', id: 'lim-who', maxlength: 60, autocomplete: 'off', value: settings.who });
    this.answer = h('p', { class: 'answer', role: 'alert' });
    this.use = h('button', { class: 'btn main', onclick: () => this.#use() }, T('Use new limits'));
    this.closeButton = h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => this.onClose(false) }, icon('x', 24));
    this.element = h('section', { class: 'limits', 'aria-labelledby': 'lim-title' },
      h('header', {}, h('h2', { id: 'lim-title' }, T('Limits')), this.where, h('label', { class: 'preset', for: 'lim-preset' }, T('Preset'), this.presets), h('span', { class: 'sp' }), this.closeButton),
      h('div', { class: 'lim2' },
        h('div', { class: 'lt scroll', tabindex: 0, role: 'group', 'aria-label': T('Limits') }, h('div', { class: 'lrow h', 'aria-hidden': 'true' }, h('span', {}), h('span', {}, T('Low')), h('span', {}, T('High')), h('span', {})), this.rows),
        h('div', { class: 'rp' },
          h('div', { class: 'rh' }, h('h3', {}, T('This patient, with the new limits')), h('span', { class: 'sp' }), h('span', { class: 'seg', role: 'group' }, this.hourButtons)),
          this.summary, h('div', { class: 'cv' }, this.canvas), h('p', { class: 'q' }, T('Filled: would still sound. Dashed: would not.')), this.lost)),
      h('footer', {},
        h('div', { class: 'rf' },
          h('label', { class: 'fld', for: 'lim-why' }, T('Reason'), this.reason),
          h('label', { class: 'fld', for: 'lim-until' }, T('Until'), this.until),
          h('label', { class: 'fld', for: 'lim-who' }, T('Set by'), this.who)),
        this.answer,
        h('button', { class: 'btn', onclick: () => this.onClose(false) }, T('Keep old limits')), this.use));
    this.sizes = new ResizeObserver(() => this.#draw());
    this.sizes.observe(this.canvas);
    this.#press();
  }

  /** Asks for the limits in force. */
  async load() {
    try {
      const answer = await fetch('/api/beds/' + encodeURIComponent(this.bed.id) + '/limits', { signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(String(answer.status));
      const limits = await answer.json();
      this.stay = limits.stay;
      this.levels = limits.levels;
      this.known = limits.presets;
      fill(this.presets, h('option', { value: 'ward' }, T('adult ward')), limits.presets.map((one) => h('option', { value: one.name }, one.label)),
        limits.preset === '' && h('option', { value: '', disabled: true }, T('this patient’s own')));
      this.presets.value = limits.preset;
      this.#paint();
      this.#ends();
      this.#ask();
    } catch {
      text(this.answer, T('The gateway does not answer'));
    }
  }

  /** Nothing is asked for any more. */
  stop() {
    this.isOver = true;
    clearTimeout(this.timer);
    this.sizes.disconnect();
  }

  /* ---------- rows ---------- */

  set(level) {
    return this.draft.has(key(level)) ? this.draft.get(key(level)) : level.set;
  }

  value(level) {
    const set = this.set(level);
    return set === null ? null : set[kindOf(level)] ?? level.ward[kindOf(level)];
  }

  was(level) {
    return level.set === null ? null : level.set[kindOf(level)] ?? level.ward[kindOf(level)];
  }

  #paint() {
    fill(this.rows, Object.entries(SIGNS).flatMap(([sign, of]) => this.#signRows(sign, of)), this.#others());
    const isChanged = this.#changes().length > 0;
    this.use.disabled = !isChanged;
  }

  /** A row for what most alarms are, and one above it for the high ones. */
  #signRows(sign, of) {
    const levels = this.levels.filter((level) => level.ward.sign === sign && kindOf(level));
    const low = levels.filter((level) => kindOf(level) === 'below').sort((a, b) => ORDER.indexOf(b.level) - ORDER.indexOf(a.level));
    const high = levels.filter((level) => kindOf(level) === 'above').sort((a, b) => ORDER.indexOf(b.level) - ORDER.indexOf(a.level));
    const rows = [[low[0], high[0]], [low[1], high[1]]].filter((pair) => pair.some(Boolean));
    return rows.map((pair, i) => this.#row(sign, of, pair, i > 0));
  }

  #row(sign, of, pair, isHigh) {
    const any = pair.find(Boolean);
    const label = isHigh && of.high ? T(of.high) : T(of.label);
    const isOff = pair.filter(Boolean).every((level) => this.set(level) === null);
    const isChanged = pair.filter(Boolean).some((level) => this.draft.has(key(level)));
    const seconds = Math.round((this.set(any)?.delay ?? any.ward.delay) / 1000);
    const off = h('button', { class: 'btn sq offb', 'aria-pressed': String(isOff), 'aria-label': T('{sign}: alarm off', { sign: label + ' ' + MARKS[any.level] }), onclick: () => this.#off(pair, !isOff) }, icon(isOff ? 'off' : 'bell', 22));
    return h('div', { class: 'lrow' + (isChanged ? ' ch' : '') },
      h('div', { class: 'n s-' + of.cell, title: sourceWords(any.source) }, h('span', {}, label + ' '), isHigh && !of.high && h('span', { class: 'mk' }, MARKS.high),
        h('small', {}, T(of.unit) + (seconds ? ' · ' + T('{n} s', { n: seconds }) : ''))),
      pair.map((level, i) => this.#stepper(level, of, label + ' ' + T(i ? 'High' : 'Low'))), off);
  }

  #stepper(level, of, name) {
    if (!level) return h('div', { class: 'stepper none', 'aria-hidden': 'true' }, h('span', {}), h('output', {}, '–'), h('span', {}));
    const value = this.value(level), was = this.was(level);
    const write = (number) => (number === null ? T('Off') : number.toFixed(of.digits || 0));
    const step = (by) => () => this.#step(level, by * of.step);
    const isOff = value === null;
    return h('div', {},
      h('div', { class: 'stepper' + (this.draft.has(key(level)) ? ' ch' : '') + (isOff ? ' off' : ''), role: 'group', 'aria-label': name },
        h('button', { 'aria-label': name + ', ' + T('less'), disabled: isOff, onclick: step(-1) }, icon('minus', 24)),
        h('output', {}, write(value)),
        h('button', { 'aria-label': name + ', ' + T('more'), disabled: isOff, onclick: step(1) }, icon('plus', 24))),
      this.draft.has(key(level)) && value !== was ? h('div', { class: 'was' }, T('was {v}', { v: write(was) }))
        : level.last && level.set !== undefined && Object.keys(level.set || { off: 1 }).length > 0 && h('div', { class: 'was' }, level.last.who + (level.last.until ? ' · ' + T('to {t}', { t: hhmm(level.last.until) }) : '')));
  }

  /** Rules of several signs: only on or off. */
  #others() {
    return this.levels.filter((level) => !kindOf(level)).map((level) => {
      const isOff = this.set(level) === null;
      const label = T(level.rule === 'breathing.failing' ? 'Breathing failing' : level.rule);
      return h('div', { class: 'lrow one' + (this.draft.has(key(level)) ? ' ch' : '') },
        h('div', { class: 'n', title: sourceWords(level.source) }, h('span', {}, label + ' '), h('span', { class: 'mk' }, MARKS[level.level])),
        h('span', { class: 'words' }, isOff ? T('Off') : T('SpO₂ falls while breathing is slow')),
        h('button', { class: 'btn sq offb', 'aria-pressed': String(isOff), 'aria-label': T('{sign}: alarm off', { sign: label }), onclick: () => this.#off([level], !isOff) }, icon(isOff ? 'off' : 'bell', 22)));
    });
  }

  #step(level, by) {
    const kind = kindOf(level);
    const value = Math.round((this.value(level) + by) * 10) / 10;
    const set = { ...(this.set(level) || {}), [kind]: value };
    if (value === level.ward[kind]) delete set[kind];
    this.chosen = level.rule;
    this.#change(level, set);
  }

  #off(pair, isOff) {
    for (const level of pair.filter(Boolean)) {
      this.chosen = level.rule;
      this.#change(level, isOff ? null : {});
    }
  }

  #change(level, set) {
    const focused = document.activeElement?.getAttribute('aria-label');
    if (JSON.stringify(set) === JSON.stringify(level.set)) this.draft.delete(key(level));
    else this.draft.set(key(level), set);
    this.isAsked = false;
    text(this.answer, '');
    text(this.use, T('Use new limits'));
    this.#paint();
    this.#ends();
    if (focused) [...this.element.querySelectorAll('button')].find((b) => b.getAttribute('aria-label') === focused)?.focus();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), AFTER_MS);
  }

  #take(name) {
    const preset = this.known.find((one) => one.name === name);
    this.draft.clear();
    for (const level of this.levels) {
      const set = preset?.changes.find((one) => one.rule === level.rule && one.level === level.level)?.set || {};
      if (JSON.stringify(set) !== JSON.stringify(level.set)) this.draft.set(key(level), set);
    }
    if (preset && !this.reason.value) this.reason.value = preset.label;
    const first = preset?.changes[0];
    if (first) this.chosen = first.rule;
    this.isAsked = false;
    text(this.use, T('Use new limits'));
    this.#paint();
    this.#ends();
    this.#ask();
  }

  #changes() {
    return [...this.draft].map(([name, set]) => ({ rule: name.split(' ')[0], level: name.split(' ')[1], set }));
  }

  /* ---------- until when ---------- */

  #ends() {
    const isOff = [...this.draft.values()].includes(null);
    const now = Date.now();
    const ends = SHIFT_ENDS.map((at) => {
      const end = new Date(now);
      end.setHours(Number(at.slice(0, 2)), Number(at.slice(3)), 0, 0);
      return end.getTime() <= now ? end.getTime() + 24 * HOUR_MS : end.getTime();
    }).sort((a, b) => a - b);
    const options = ends.filter((end) => !isOff || end - now <= MOST_OFF_H * HOUR_MS).map((end, i) => [end, hhmm(end) + (i === 0 ? ' ' + T('end of shift') : '')]);
    for (const hours of [1, 4]) options.push([now + hours * HOUR_MS, hhmm(now + hours * HOUR_MS) + ' · ' + T('{n} h', { n: hours })]);
    if (!isOff) options.push([now + 72 * HOUR_MS, T('3 days')], ['', T('no end')]);
    const chosen = this.until.selectedIndex;
    fill(this.until, options.map(([end, words]) => h('option', { value: end }, words)));
    this.until.selectedIndex = chosen > 0 && chosen < options.length ? chosen : 0;
  }

  /* ---------- the preview ---------- */

  #choose(hours) {
    this.hours = hours;
    this.#press();
    this.#ask();
  }

  #press() {
    this.hourButtons.forEach((button, i) => attribute(button, 'aria-pressed', String(HOURS[i] === this.hours)));
  }

  async #ask() {
    const mine = (this.asking = {});
    const body = { station, who: settings.who || station, stay: this.stay, hours: this.hours, changes: this.#changes().sort((a) => (a.rule === this.chosen ? -1 : 1)), rule: this.chosen };
    while (this.asking === mine && !this.isOver) {
      let preview;
      try {
        preview = await act('/api/beds/' + encodeURIComponent(this.bed.id) + '/limits/preview', body);
      } catch {
        if (this.asking === mine) this.#say(T('No preview now'));
        return;
      }
      if (this.asking !== mine) return;
      if (preview.state === 'ready') {
        this.preview = preview;
        this.#result();
        return;
      }
      this.#say(preview.state === 'busy' ? T('Somebody else tries limits now') : T('Reading, {n} %', { n: Math.round(preview.done * 100) }));
      await new Promise((go) => setTimeout(go, AGAIN_MS));
    }
  }

  #say(words) {
    this.preview = undefined;
    fill(this.summary, h('p', { class: 'wait', role: 'status' }, words));
    fill(this.lost);
    this.#draw();
  }

  #result() {
    const { now, next, alarms, anew } = this.preview;
    const lost = alarms.filter((alarm) => alarm.lost);
    const marked = lost.filter((alarm) => alarm.useful === true);
    const words = lost.length > 0
      ? T('{n} fewer: {a} marked not useful, {b} marked useful.', { n: lost.length, a: lost.filter((alarm) => alarm.useful === false).length, b: marked.length })
      : anew.length > 0 ? T('{n} more', { n: anew.length }) : T('the same alarms');
    fill(this.summary,
      h('div', {}, h('span', { class: 'b' }, String(now)), h('small', {}, T('alarms, limits now'))), h('span', { class: 'to' }, icon('fwd', 34)),
      h('div', {}, h('span', { class: 'b' }, String(next)), h('small', {}, T('alarms, new limits'))),
      h('p', { role: 'status' }, words, lost.length > 0 && anew.length > 0 && ' ' + T('{n} more', { n: anew.length })));
    const named = marked.length > 0 ? marked.slice(-3) : lost.slice(-1);
    fill(this.lost, named.map((alarm) => h('div', { class: 'lost' }, alarmIcon({ priority: alarm.priority, form: 'latched' }, 26),
      h('div', {}, h('b', {}, T('This alarm would be lost')), h('br', {}), this.#words(alarm)))));
    this.#draw();
  }

  #words(alarm) {
    const [sign, value] = Object.entries(alarm.values)[0] || ['', ''];
    const limit = alarm.limits[sign];
    const of = SIGNS[sign];
    const long = since((alarm.end || this.preview.to) - alarm.begin);
    return [hhmm(alarm.begin), (of ? T(of.label) : sign) + ' ' + value + (value < limit ? ' < ' : ' > ') + limit, T('{t} long', { t: long }),
      alarm.useful === true ? T('marked useful by {who}', { who: alarm.by }) : alarm.useful === false ? T('Not useful') : ''].filter(Boolean).join(' · ');
  }

  #draw() {
    const sign = this.levels.find((level) => level.rule === this.chosen)?.ward.sign || 'spo2';
    const preview = this.preview;
    const lines = this.levels.filter((level) => level.ward.sign === sign && kindOf(level)).map((level) => ({
      value: this.value(level) ?? undefined, was: this.was(level) ?? undefined, isLow: kindOf(level) === 'below', level: level.level,
    })).sort((a, b) => ORDER.indexOf(b.level) - ORDER.indexOf(a.level)).filter((line, i, all) => line.value !== line.was || all.findIndex((one) => one.isLow === line.isLow) === i);
    const label = SIGNS[sign] ? T(SIGNS[sign].label) : sign;
    const shown = preview || { from: Date.now() - this.hours * HOUR_MS, to: Date.now(), minutes: [], alarms: [], anew: [] };
    const inSign = (alarm) => alarm.kind.startsWith(sign + '.') || alarm.kind === this.chosen;
    drawPreview(this.canvas, { ...shown, alarms: shown.alarms.filter(inSign), anew: shown.anew.filter(inSign) }, sign, label, lines);
    attribute(this.canvas, 'aria-label', preview ? label + ': ' + preview.now + ' ' + T('alarms, limits now') + ', ' + preview.next + ' ' + T('alarms, new limits') : label);
  }

  redraw() {
    this.#draw();
  }

  /* ---------- saved ---------- */

  async #use() {
    settings.who = this.who.value.trim();
    if (!this.reason.value.trim() || !settings.who) {
      text(this.answer, T('Reason and name are needed'));
      (this.reason.value.trim() ? this.who : this.reason).focus();
      return;
    }
    const marked = this.preview?.alarms.filter((alarm) => alarm.lost && alarm.useful === true).length || 0;
    if ((marked > 0 || !this.preview) && !this.isAsked) {
      this.isAsked = true;
      text(this.answer, marked > 0 ? T('{n} alarms marked useful would be lost. Press again to use the new limits.', { n: marked })
        : T('Nobody knows yet what would be lost. Press again to use the new limits.'));
      text(this.use, T('Use them all the same'));
      return;
    }
    this.use.disabled = true;
    try {
      const until = this.until.value ? { until: Math.round(Number(this.until.value)) } : {};
      await act('/api/beds/' + encodeURIComponent(this.bed.id) + '/limits',
        { station, who: settings.who, stay: this.stay, changes: this.#changes(), reason: this.reason.value.trim(), ...until });
      this.onClose(true);
    } catch {
      text(this.answer, T('Not saved, try again'));
      this.use.disabled = false;
    }
  }
}

/** The editor over the page of a bed; live values and the open alarm stay in sight. */
export function openLimits(page) {
  const bed = page.bed;
  let close;
  const editor = new LimitsEditor(bed, bed.who, () => close());
  const element = h('div', { class: 'lsheet', role: 'dialog', 'aria-label': T('Limits'), 'data-kept': '' }, editor.element);
  const strip = page.element.querySelector('.btop');
  const below = new ResizeObserver(() => (element.style.top = Math.ceil(strip.getBoundingClientRect().bottom) + 8 + 'px'));
  below.observe(strip); // the open alarm stays in sight
  close = openDialog(element, () => {
    below.disconnect();
    editor.stop();
    page.reload?.();
  });
  editor.load();
}
