/* One bed, opened: its open alarms on top, values, waves, all its alarms, and why a model warns. */
import { h, fill, text, attribute, once, inStep } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, since } from './words.js';
import { AlarmStrip } from './alarmstrip.js';
import { drawCell, pips } from './tile.js';
import { openDialog } from './dialog.js';
import { settings } from './settings.js';
import { door } from './feed.js';
import { PatientActions, awayWords } from './patient.js';

const RISK = {
  low: ['Low risk', ''], lm: ['Low-medium risk', 'Nurse assesses'], med: ['Medium risk', 'Doctor within 1 h'],
  high: ['High risk', 'Emergency response, continuous observation'],
};
const PART = {
  rr: 'RR', spo2: 'SpO₂', o2: 'Air or oxygen', sbp: 'Systolic BP', pulse: 'Pulse', consciousness: 'Consciousness', temp: 'Temperature',
};
const CELLS = ['hr', 'spo2', 'rr', 'nibp', 'temp'];

export class Sheet {
  constructor(bed, onClose, station) {
    this.actions = new PatientActions(() => station.model().beds, () => station.feed().now().wall);
    this.id = bed.id;
    this.wallNow = () => station.feed().now().wall;
    this.strips = new Map();
    this.stripBox = h('div', { class: 'strips' });
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.who = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', id: 'sheet-who', value: settings.who });
    this.who.addEventListener('input', () => (settings.who = this.who.value.trim()));
    this.cells = Object.fromEntries(CELLS.map((k) => [k, h('div', { class: 'cell' })]));
    this.news2 = h('div', { class: 'score' });
    this.list = h('ul', { class: 'feed' });
    this.why = h('div', { class: 'whys' });
    this.title = h('h2', { id: 'sheet-title' });
    this.about = h('span', { class: 'about' });
    this.devices = h('p', { class: 'srcs' });
    this.waves = h('section', { class: 'panel bw' }, ['ecg', 'pleth', 'resp'].map((strip) =>
      h('ward-strip', { class: 'strip ' + strip, strip, bed: bed.id, grid: strip === 'ecg' })));
    this.element = h('div', { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'sheet-title' },
      h('header', {},
        h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => this.close() }, icon('back', 26)),
        h('span', { class: 'bedno', 'aria-hidden': 'true' }, bed.label), h('div', { class: 'pt' }, this.title, this.about)),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'sheet-title' },
        this.stripBox,
        h('div', { class: 'sign' }, !door.hasAccounts && [h('label', { for: 'sheet-who' }, T('Signed by')), this.who], this.answer), this.actions.element,
        h('div', { class: 'sgrid' },
          h('section', { class: 'panel bn', 'aria-label': T('Values now') }, CELLS.map((k) => this.cells[k])),
          h('div', { class: 'bc' }, this.waves,
            h('section', { class: 'panel' }, h('h3', {}, 'NEWS2'), this.news2),
            h('section', { class: 'panel' }, h('h3', {}, T('Alarms')), this.list, this.why),
            h('section', { class: 'panel' }, h('h3', {}, T('Devices')), this.devices)))));
    this.close = openDialog(this.element, onClose);
  }

  show(bed) {
    text(this.title, T('Bed {b}', { b: bed.label }) + (bed.who ? ', ' + bed.who : bed.free ? ', ' + T('Free') : ''));
    text(this.about, [bed.test && T('TEST'), bed.away && awayWords(bed.away, this.wallNow()), bed.about].filter(Boolean).join(' · '));
    this.actions.show(bed);
    this.#alarms(bed);
    let isOther = false;
    for (const k of CELLS) {
      const cell = bed.cells[k] || { cell: k, label: T({ hr: 'HR', spo2: 'SpO₂', rr: 'RR', nibp: 'NIBP', temp: 'T' }[k]), form: 'none', value: '– –' };
      isOther = drawCell(this.cells[k], cell, 'bed') || isOther;
    }
    once(this.news2, 'n', JSON.stringify(bed.news2 || null), () => this.#news2(bed.news2));
    once(this.list, 'a', JSON.stringify(bed.alarms.map((a) => [a.name, a.v, a.form, a.priority, a.by, a.message, since(a.forMs)])), () => this.#list(bed));
    text(this.devices, bed.devices.join(' · ') || T('No device is linked to this bed'));
    attribute(this.waves, 'hidden', bed.free ? '' : null);
    if (isOther) inStep(this.element);
  }

  /** A strip keeps its place while it is shown; a new alarm never slides under the finger that reaches for another. */
  #alarms(bed) {
    const standing = bed.alarms;
    for (const [name, strip] of this.strips) {
      if (!standing.some((alarm) => alarm.name === name)) {
        strip.element.remove();
        this.strips.delete(name);
      }
    }
    for (const alarm of standing) {
      const strip = this.strips.get(alarm.name);
      if (strip) {
        strip.show(alarm);
        continue;
      }
      const made = new AlarmStrip(alarm, (words) => text(this.answer, words));
      this.strips.set(alarm.name, made);
      this.stripBox.append(made.element);
    }
    once(this.stripBox, 'forms', standing.map((a) => a.name + a.form + a.priority).join(), () => inStep(this.stripBox));
  }

  #news2(news2) {
    if (!news2) {
      fill(this.news2);
      return;
    }
    this.news2.className = 'score n2 b-' + news2.form;
    const words = news2.form === 'none'
      ? h('p', {}, h('b', {}, T('{n} of 7', { n: news2.known })), h('br', {}),
        T('Missing: {list}', { list: (news2.missing || []).map((part) => T(PART[part] || part)).join(', ') }))
      : h('p', {}, h('b', {}, T(RISK[news2.form][0])), h('br', {}), RISK[news2.form][1] && T(RISK[news2.form][1]));
    fill(this.news2, h('span', { class: 'big' }, news2.value), news2.form !== 'none' && pips(news2), words);
  }

  #list(bed) {
    fill(this.list, bed.alarms.length === 0 && h('li', { class: 'quiet' }, T('No open alarm')),
      bed.alarms.map((alarm) => h('li', { class: alarm.priority },
        h('span', { class: 'ic' }, alarmIcon(alarm, 20)), h('span', {}, alarm.message),
        h('small', {}, [since(alarm.forMs), alarm.form === 'held' ? T('Acknowledged by {who}', { who: alarm.by || '–' })
          : alarm.form === 'latched' ? T('Ended, not acknowledged') : T('Not acknowledged')].join(' · ')))));
    fill(this.why, bed.alarms.filter((alarm) => alarm.isModel && alarm.detail).map((alarm) =>
      h('div', { class: 'why' }, h('b', {}, alarm.message), h('p', {}, alarm.detail), h('p', { class: 'q' }, T('Limits and NEWS2 work without it.')))));
  }
}
