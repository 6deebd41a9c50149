/*
 * Observations by hand. Values of devices come filled in with their source and age, and each can be changed; consciousness and
 * oxygen are never filled in. Breaths are counted by tapping for a minute. The total grows while somebody enters; a save that
 * fails keeps the form.
 */
import { h, fill, text, attribute } from './dom.js';
import { icon } from './icons.js';
import { T, age, hhmm } from './words.js';
import { openDialog } from './dialog.js';
import { pips } from './tile.js';
import { settings } from './settings.js';
import { store } from './ask.js';
import { door } from './feed.js';
import { problem } from './notes.js';
import { PARTS, PART, RISK, CONSCIOUSNESS, count } from './news2.js';
import { written } from './news2chart.js';

const BREATHS_MS = 60_000;
/** What a device said longer ago is not filled in: it is not what the patient has now. */
const FILL_MS = 300_000;
const EPISODIC_MS = 3_600_000;
/** Fields as the gateway takes them: its least and greatest. */
const FIELDS = {
  resp_rate: { part: 'rr', label: 'RR', unit: '/min', least: 0, most: 90, sign: 'rr', colour: 'rr' },
  spo2: { part: 'spo2', label: 'SpO₂', unit: '%', least: 30, most: 100, sign: 'spo2', colour: 'spo2' },
  heart_rate: { part: 'pulse', label: 'Pulse', unit: '/min', least: 10, most: 300, sign: 'pr', other: 'hr', colour: 'hr' },
  nibp_sys: { part: 'sbp', label: 'BP', unit: 'mmHg', least: 30, most: 300, sign: 'nibp_sys', colour: 'nibp', isEpisodic: true },
  nibp_dia: { label: 'Diastolic BP', unit: 'mmHg', least: 10, most: 200, sign: 'nibp_dia', colour: 'nibp', isEpisodic: true },
  temp: { part: 'temp', label: 'Temperature', unit: '°C', least: 25, most: 45, sign: 'temp', colour: 'temp', isEpisodic: true, digits: 1 },
};

export function openObservations(page) {
  new Observations(page);
}

class Observations {
  constructor(page) {
    this.page = page;
    this.bedId = page.id;
    this.stay = page.stay; // who is on the screen now: the gateway refuses another
    this.scale = page.chart?.columns?.at(-1)?.scale || 1;
    this.wasScale = this.scale;
    this.inputs = {};
    this.said = h('p', { class: 'answer problem', role: 'alert' });
    this.who = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', id: 'obs-who', value: settings.who });
    this.save = h('button', { class: 'btn main', type: 'submit' }, icon('check', 22), T('Sign and save'));
    this.total = h('div', { class: 'ototal', role: 'status', 'aria-live': 'polite' });
    const state = page.station.feed();
    this.signs = Object.fromEntries((state.state?.beds.find((bed) => bed.bed === this.bedId)?.signs || []).map((sign) => [sign.sign, sign]));
    this.now = state.now();
    this.form = h('form', { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'obs-title', 'data-kept': true, novalidate: true },
      h('header', {}, h('h2', { id: 'obs-title' }, T('Observations')),
        h('span', { class: 'srcs' }, [T('Bed {b}', { b: page.bed.label }), page.bed.who, hhmm(this.now.wall)].filter(Boolean).join(' · ')), h('span', { class: 'sp' }),
        h('button', { class: 'btn sq', type: 'button', 'aria-label': T('Close'), onclick: () => this.close() }, icon('x', 24))),
      h('div', { class: 'obody' },
        h('div', { class: 'scroll ofields', tabindex: 0, role: 'group', 'aria-labelledby': 'obs-title' },
          this.#choice('Consciousness', Object.entries(CONSCIOUSNESS).map(([letter, name]) => [letter, name, letter]), (letter) => (this.awake = letter)),
          h('div', { class: 'two' },
            this.#oxygen(),
            this.#choice('SpO₂ scale', [[1, 'Scale 1', ''], [2, 'Scale 2', T('needs a prescription')]], (scale) => (this.scale = scale), this.scale)),
          this.#breaths(),
          h('div', { class: 'two' }, this.#number('spo2'), this.#number('heart_rate'), this.#pressure(), this.#number('temp')),
          this.said),
        h('div', { class: 'oside' }, this.total)),
      h('footer', {}, !door.hasAccounts && [h('label', { for: 'obs-who' }, T('Signed by')), this.who], h('span', { class: 'sp' }),
        h('button', { class: 'btn', type: 'button', onclick: () => this.close() }, T('Discard')), this.save));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.form.addEventListener('input', () => this.#count());
    this.close = openDialog(this.form, () => clearInterval(this.ticking));
    this.#count();
  }

  #choice(name, options, take, chosen) {
    const id = 'obs-' + name.replace(/\W+/g, '');
    const buttons = options.map(([value, label, small]) => h('button', { type: 'button', class: 'opt', onclick: () => {
      take(value);
      press(value);
      this.#count();
    } }, h('b', {}, T(label)), small && h('small', {}, small)));
    const press = (value) => buttons.forEach((button, i) => attribute(button, 'aria-pressed', String(options[i][0] === value)));
    press(chosen);
    return h('div', { class: 'fld' }, h('span', { id }, T(name)), h('div', { class: 'opts', role: 'group', 'aria-labelledby': id }, buttons));
  }

  #oxygen() {
    this.flow = h('input', { class: 'inp num', inputmode: 'decimal', id: 'obs-flow', autocomplete: 'off', 'aria-describedby': 'obs-flow-unit' });
    const flow = h('div', { class: 'ofield flow', hidden: true }, h('label', { for: 'obs-flow' }, T('Oxygen')), this.flow, h('small', { id: 'obs-flow-unit' }, 'L/min'));
    const choice = this.#choice('Air or oxygen', [[false, 'Air', ''], [true, 'Oxygen', '']], (given) => {
      this.oxygen = given;
      flow.hidden = !given;
      if (given) this.flow.focus();
    });
    choice.append(flow);
    return choice;
  }

  /** The device's value, unless it is too old to be what the patient has now. */
  #device(field) {
    const { sign, other, isEpisodic } = FIELDS[field];
    const usable = (one) => one && one.value !== undefined && this.now.at - one.at <= (isEpisodic ? EPISODIC_MS : FILL_MS)
      && ['good', 'doubtful', 'test'].includes(one.quality);
    return usable(this.signs[sign]) ? this.signs[sign] : usable(this.signs[other]) ? this.signs[other] : undefined;
  }

  #input(field, label) {
    const { unit, digits, colour, least, most } = FIELDS[field];
    const device = this.#device(field);
    const value = device ? device.value.toFixed(digits || 0) : '';
    const input = h('input', { class: 'inp num ' + colour, inputmode: 'decimal', id: 'obs-' + field, autocomplete: 'off', value,
      'aria-label': label, 'aria-describedby': 'obs-src-' + field, 'data-least': least, 'data-most': most });
    const source = h('small', { id: 'obs-src-' + field });
    const say = () => text(source, unit + ' · ' + (input.value.trim() === '' ? T('not entered')
      : device && input.value === value ? T('Monitor') + ' · ' + age(this.now.at - device.at) : T('by hand')));
    input.addEventListener('input', say);
    say();
    this.inputs[field] = input;
    return [input, source];
  }

  #number(field) {
    const [input, source] = this.#input(field, T(FIELDS[field].label));
    return h('div', { class: 'fld' }, h('label', { for: input.id }, T(FIELDS[field].label)),
      h('div', { class: 'ofield' }, input, source, this.#change(input)));
  }

  #pressure() {
    const [systolic, source] = this.#input('nibp_sys', T('Systolic BP'));
    const [diastolic] = this.#input('nibp_dia', T('Diastolic BP'));
    return h('div', { class: 'fld' }, h('label', { for: systolic.id }, T('BP')),
      h('div', { class: 'ofield' }, systolic, h('span', {}, '/'), diastolic, source, this.#change(systolic)));
  }

  #change(input) {
    return h('button', { type: 'button', class: 'btn', 'aria-label': T('Change') + ' ' + input.getAttribute('aria-label'), onclick: () => {
      input.focus();
      input.select();
    } }, T('Change'));
  }

  /** Taps are counted for a minute from the first; the count is then the rate. */
  #breaths() {
    const device = this.#device('resp_rate');
    const [input, source] = this.#input('resp_rate', T('RR'));
    const left = h('span', { class: 'ring', role: 'timer' }, '60');
    let startedAt = 0, breaths = 0;
    const tick = () => {
      const passed = Math.min(BREATHS_MS, performance.now() - startedAt);
      text(left, T('{n} s', { n: Math.ceil((BREATHS_MS - passed) / 1000) }));
      left.style.setProperty('--part', String(passed / BREATHS_MS));
      if (passed >= BREATHS_MS) {
        clearInterval(this.ticking);
        this.ticking = undefined;
        input.value = String(breaths);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        fill(tap, T('Tap once a breath'));
      }
    };
    const tap = h('button', { type: 'button', class: 'btn tap', onclick: () => {
      if (!this.ticking) {
        startedAt = performance.now();
        breaths = 0;
        this.ticking = setInterval(tick, 250);
      }
      breaths++;
      fill(tap, T('Tap once a breath'), h('b', {}, breaths));
      tick();
    } }, T('Tap once a breath'));
    return h('div', { class: 'fld' }, h('span', {}, T('Breaths, counted')),
      h('div', { class: 'obreath' }, left, tap, h('div', { class: 'ofield' }, input, source),
        device && h('small', {}, T('device says {n}', { n: device.value.toFixed(0) }))));
  }

  /** The numbers that were entered; a wrong one is named. */
  #read() {
    const values = {};
    const wrong = [];
    for (const [field, input] of Object.entries({ ...this.inputs, o2_flow: this.flow })) {
      const typed = input.value.trim().replace(',', '.');
      const { least, most, label } = FIELDS[field] || { least: 0, most: 70, label: 'Oxygen' };
      const isUsed = typed !== '' && (field !== 'o2_flow' || this.oxygen);
      const number = Number(typed);
      const isWrong = isUsed && !(Number.isFinite(number) && number >= least && number <= most);
      attribute(input, 'aria-invalid', isWrong ? 'true' : null);
      if (isWrong) wrong.push(T('{field}: {a} to {b}', { field: T(label), a: least, b: most }));
      else if (isUsed) values[field] = number;
    }
    return { values, wrong };
  }

  #parts(values) {
    return {
      rr: values.resp_rate, spo2: values.spo2, o2: this.oxygen, sbp: values.nibp_sys, pulse: values.heart_rate,
      consciousness: this.awake, temp: values.temp,
    };
  }

  #count() {
    const { values, wrong } = this.#read();
    text(this.said, wrong.join(' · '));
    const parts = this.#parts(values);
    const sum = count(parts, this.scale);
    const isComplete = sum.missing.length === 0;
    this.total.className = 'ototal n2 b-' + (isComplete ? sum.form : 'none');
    fill(this.total,
      h('div', { class: 'score n2 b-' + (isComplete ? sum.form : 'none') }, h('span', { class: 'big' }, isComplete ? sum.total : sum.total + '+'), isComplete && pips(sum)),
      isComplete ? h('p', {}, h('b', {}, T(RISK[sum.form][0])), h('br', {}), RISK[sum.form][1] && T(RISK[sum.form][1]))
        : h('p', { class: 'missing' }, T('Missing: {list}', { list: sum.missing.map((part) => T(PART[part])).join(', ') })),
      h('table', { class: 'mini' }, h('tbody', {}, PARTS.map((part) => h('tr', {}, h('th', { scope: 'row' }, T(PART[part])),
        h('td', {}, parts[part] === undefined ? '–' : part === 'consciousness' ? T(CONSCIOUSNESS[parts[part]]) : written(part, { value: parts[part] }, { o2: values.o2_flow })),
        h('td', { class: 'p' + (sum.points[part] || 0) }, sum.points[part] ?? '–'))))),
      h('p', { class: 'q' }, T('Signed values count; the device fills in between.')));
  }

  async #save() {
    const { values, wrong } = this.#read();
    if (wrong.length) {
      this.form.querySelector('[aria-invalid]')?.focus();
      return;
    }
    if (this.awake !== undefined) values.consciousness_acvpu = this.awake;
    if (this.oxygen !== undefined) values.o2_supplemental = this.oxygen;
    if (this.scale !== this.wasScale) values.news2_scale = this.scale;
    if (values.nibp_sys === undefined) delete values.nibp_dia;
    if (Object.keys(values).length === 0) {
      text(this.said, T('Nothing is entered yet'));
      return;
    }
    settings.who = this.who.value.trim();
    this.save.disabled = true;
    text(this.said, '');
    const answer = await store(this.bedId, 'observations', { stay: this.stay, values });
    this.save.disabled = false;
    if (answer.ok) {
      this.close();
      this.page.reload();
    } else {
      text(this.said, answer.status === 400 ? T('Not saved: {why}', { why: answer.field + ' ' + answer.error }) : problem(answer));
    }
  }
}
