/*
 * One bed as a page, #bed/ID: its open alarms on top of every tab, values, waves, trends, NEWS2, what is to be done and what was.
 * Tabs and acts of a bed are listed in bedtabs.js.
 */
import { h, fill, text, attribute, once, inStep } from './dom.js';
import { icon } from './icons.js';
import { T, age } from './words.js';
import { AlarmStrip } from './alarmstrip.js';
import { drawCell } from './tile.js';
import { settings } from './settings.js';
import { hasWaves } from './waves.js';
import { Trends } from './trends.js';
import { News2Panel } from './news2chart.js';
import { BedFeed } from './notes.js';
import { CONSCIOUSNESS } from './news2.js';
import { ask } from './ask.js';
import { ACTS, TABS } from './bedtabs.js';
import { PatientActions, awayWords } from './patient.js';
import { door } from './feed.js';

const CELLS = ['hr', 'spo2', 'rr', 'nibp', 'temp'];
const LABEL = { hr: 'HR', spo2: 'SpO₂', rr: 'RR', nibp: 'NIBP', temp: 'T' };
/** What is not pushed is asked again so often, and at once after this page stored something. */
const RELOAD_MS = 15_000;
/** What was stored can be read when the log has flushed. */
const FLUSHED_MS = 1500;
const EMPTY = { label: '', free: true, who: '', about: '', devices: [], alarms: [], cells: {} };

export function bedPage(station) {
  return new BedPage(station);
}

class BedPage {
  constructor(station) {
    this.station = station;
    this.name = 'bed';
    this.title = T('Bed');
    this.strips = new Map();
    this.stripBox = h('div', { class: 'strips' });
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.number = h('span', { class: 'bedno', 'aria-hidden': 'true' });
    this.heading = h('h2', { tabindex: -1 });
    this.about = h('span', { class: 'about' });
    this.before = h('button', { class: 'btn sq', onclick: () => this.#step(-1) }, icon('back', 22));
    this.after = h('button', { class: 'btn sq', onclick: () => this.#step(1) }, icon('fwd', 22));
    this.who = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', id: 'bed-who' });
    this.who.addEventListener('input', () => (settings.who = this.who.value.trim()));
    this.toRecord = h('button', { class: 'btn torec', onclick: () => station.go('record', this.id) }, icon('list', 22), h('span', {}, T('Record')));
    this.sign = h('div', { class: 'sign' }, h('label', { for: 'bed-who' }, T('Signed by')), this.who);
    this.tabs = [{ name: 'now', title: T('Now'), element: this.#now() }, ...TABS.map((make) => make(this))];
    this.tabButtons = this.tabs.map((tab) => h('button', { role: 'tab', 'aria-controls': 'bed-' + tab.name, onclick: () => this.turn(tab.name) }, tab.title));
    this.tabs.forEach((tab) => {
      attribute(tab.element, 'id', 'bed-' + tab.name);
      attribute(tab.element, 'role', 'tabpanel');
      attribute(tab.element, 'aria-label', tab.title);
    });
    this.tabList = h('div', { class: 'seg tabs', role: 'tablist', 'aria-label': T('Bed view') }, this.tabButtons);
    this.tabList.addEventListener('keydown', (event) => this.#tabKey(event));
    this.element = h('section', { class: 'bedpage', 'aria-label': T('Bed view') },
      h('header', { class: 'bhead' },
        h('button', { class: 'btn sq', 'aria-label': T('Ward'), onclick: () => station.go('ward') }, icon('back', 26)),
        this.number, h('div', { class: 'pt' }, this.heading, this.about), this.tabList,
        this.sign, this.toRecord,
        (this.beside = h('div', { class: 'beside' }, this.before, this.after))),
      h('div', { class: 'btop' }, this.stripBox, this.answer),
      (this.tabBox = h('div', { class: 'btabs' }, this.tabs.map((tab) => tab.element))));
    this.turn('now');
  }

  #now() {
    this.cells = Object.fromEntries(CELLS.map((k) => [k, h('div', { class: 'cell' })]));
    this.awake = h('div', { class: 'cell acvpu' });
    this.waves = h('section', { class: 'panel bw', 'aria-label': T('Waves') });
    this.trends = new Trends();
    this.news2 = new News2Panel();
    this.feed = new BedFeed(this);
    this.patient = new PatientActions(() => this.beds || [], () => this.station.feed().now().wall);
    this.acts = ACTS.map((act) => h('button', { class: 'btn' + (act.isMain ? ' main' : ''), onclick: () => act.run(this) }, act.icon && icon(act.icon, 22), T(act.title)));
    return h('div', { class: 'bgrid' },
      h('section', { class: 'panel bn', 'aria-label': T('Values now') }, CELLS.map((k) => this.cells[k]), this.awake),
      h('div', { class: 'bc' }, this.waves, this.trends.element),
      h('div', { class: 'br' }, this.news2.element, this.feed.element, h('div', { class: 'acts' }, this.acts, this.patient.element)));
  }

  /** The page comes into sight, or another bed. */
  open(id) {
    if (this.id === id) return;
    this.close();
    this.id = id;
    this.bed = undefined;
    this.chart = undefined;
    this.stay = undefined;
    this.who.value = settings.who;
    text(this.answer, '');
    this.stopWaves = this.station.watch(id);
    fill(this.waves, ['ecg', 'pleth', 'resp'].map((strip) =>
      h('ward-strip', { class: 'strip ' + strip, strip, bed: id, grid: strip === 'ecg' })));
    this.trends.open(id);
    this.turn('now');
    this.reload();
    this.timer = setInterval(() => document.hidden || this.#load(), RELOAD_MS);
    this.heading.focus({ preventScroll: true });
  }

  close() {
    clearInterval(this.timer);
    clearTimeout(this.again);
    this.stopWaves?.();
    this.trends.close();
    this.strips.clear();
    fill(this.stripBox);
    this.id = undefined;
  }

  /** Something was stored or changed: asked anew, and once more when it is sure to be there. */
  reload() {
    this.#load();
    clearTimeout(this.again);
    this.again = setTimeout(() => this.#load(), FLUSHED_MS);
  }

  /** What people entered and wrote, and the curves. */
  async #load() {
    const id = this.id;
    this.trends.load();
    const [chart, notes] = await Promise.all([ask(id, 'news2'), ask(id, 'notes')]);
    if (this.id !== id) return; // another bed meanwhile
    this.chart = chart;
    const stay = chart || notes ? chart?.stay || notes?.stay || '' : this.stay || '';
    if (this.stay !== undefined && stay !== this.stay) { // another patient: nothing of the one before stays in sight
      this.trends.open(id);
      this.trends.load();
    }
    this.stay = stay;
    this.news2.chart(chart);
    this.feed.load(notes, chart);
    this.tabs.forEach((tab) => tab.load?.(chart, notes));
    this.#awake();
  }

  turn(name) {
    this.tab = name;
    this.tabs.forEach((tab, i) => {
      const isHere = tab.name === name;
      tab.element.hidden = !isHere;
      attribute(this.tabButtons[i], 'aria-selected', String(isHere));
      attribute(this.tabButtons[i], 'tabindex', isHere ? '0' : '-1');
      if (isHere) tab.open?.();
    });
  }

  #tabKey(event) {
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (to === undefined) return;
    const at = this.tabs.findIndex((tab) => tab.name === this.tab);
    const next = (at + to + this.tabs.length) % this.tabs.length;
    this.turn(this.tabs[next].name);
    this.tabButtons[next].focus();
    event.preventDefault();
  }

  show(model, now) {
    if (this.id === undefined) return;
    const at = model.beds.findIndex((bed) => bed.id === this.id);
    const isThere = at >= 0;
    const bed = model.beds[at] || { ...EMPTY, id: this.id, label: this.id };
    this.tabList.hidden = this.tabBox.hidden = this.toRecord.hidden = this.beside.hidden = !isThere; // no acts on what is not there
    const before = this.bed;
    this.bed = bed;
    this.beds = model.beds;
    text(this.number, bed.label);
    once(this.heading, 'who', bed.label + bed.who + bed.free + isThere, () => fill(this.heading,
      h('span', { class: 'sr' }, T('Bed {b}', { b: bed.label }) + ' '), bed.who || (!isThere ? T('There is no such bed') : bed.free ? T('Free') : '')));
    text(this.about, [bed.test && T('TEST'), bed.away && awayWords(bed.away, now.wall), bed.about].filter(Boolean).join(' · '));
    this.sign.hidden = door.hasAccounts || !isThere;
    this.acts.forEach((act) => (act.hidden = bed.free));
    this.patient.show(bed);
    this.#neighbour(this.before, model.beds[at - 1]);
    this.#neighbour(this.after, model.beds[at + 1]);
    this.#alarms(bed);
    let isOther = false;
    for (const k of CELLS) {
      const cell = bed.cells[k] || { cell: k, label: T(LABEL[k]), form: 'none', value: '– –' };
      isOther = drawCell(this.cells[k], cell, 'bed') || isOther;
    }
    this.#awake();
    attribute(this.waves, 'hidden', bed.free || !hasWaves(this.id) ? '' : null); // a device that has none leaves the place to the trends
    this.news2.show(bed, now);
    this.feed.show(bed, now);
    this.trends.show(bed, now);
    this.tabs.forEach((tab) => tab.show?.(bed, now));
    if (isOther) inStep(this.element);
    if (before && (before.free !== bed.free || before.who !== bed.who)) this.reload(); // somebody came or left
  }

  #awake() {
    const said = this.chart?.columns?.at(-1)?.parts.consciousness;
    const now = this.station.feed().now().wall;
    once(this.awake, 'a', JSON.stringify([said, said && age(now - said.at)]), () => fill(this.awake,
      h('div', { class: 'c-l' }, h('span', {}, T('Consciousness')), said && h('span', { class: 'ageof' }, age(now - said.at))),
      h('div', { class: 'c-v' }, said ? T(CONSCIOUSNESS[said.value]) : '– –')));
  }

  #neighbour(button, bed) {
    button.hidden = !bed;
    if (bed) attribute(button, 'aria-label', T('Bed {b}', { b: bed.label }));
  }

  #step(by) {
    const at = this.beds?.findIndex((bed) => bed.id === this.id) ?? -1;
    const next = this.beds?.[at + by];
    if (next) this.station.openBed(next.id);
  }

  /** A strip keeps its place while it is shown; a new alarm never slides under the finger that reaches for another. */
  #alarms(bed) {
    for (const [name, strip] of this.strips) {
      if (!bed.alarms.some((alarm) => alarm.name === name)) {
        strip.element.remove();
        this.strips.delete(name);
      }
    }
    for (const alarm of bed.alarms) {
      const strip = this.strips.get(alarm.name);
      if (strip) {
        strip.show(alarm);
        continue;
      }
      const made = new AlarmStrip(alarm, (words) => {
        text(this.answer, words);
        this.reload();
      });
      this.strips.set(alarm.name, made);
      this.stripBox.append(made.element);
    }
    const root = document.documentElement;
    root.style.setProperty('--below-strips', Math.ceil(this.stripBox.parentElement.getBoundingClientRect().bottom / (Number(root.style.zoom) || 1)) + 8 + 'px');
    attribute(this.stripBox, 'data-high', String(bed.alarms.filter((alarm) => alarm.priority === 'high' && alarm.form === 'open').length));
    once(this.stripBox, 'forms', bed.alarms.map((a) => a.name + a.form + a.priority).join(), () => inStep(this.stripBox));
  }
}
