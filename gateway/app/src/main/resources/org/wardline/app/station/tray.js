/* The tray: what waits for a person. One question an item; nothing is filled in by guess, nothing is lost meanwhile. */
import { h, fill, text, attribute, once } from './dom.js';
import { icon } from './icons.js';
import { T, told, hhmm, day } from './words.js';
import { door } from './feed.js';
import { ask, tell, field, choice, chosen, signed } from './form.js';
import { rejectName, signName } from './past.js';
import { moment } from './patient.js';

const EVERY_MS = 5000;
const TABS = [
  ['stray', 'Readings without a patient'], ['unknown', 'Unknown devices'], ['unmapped', 'Unmapped codes'], ['quarantine', 'Quarantine'],
  ['refused', 'Refused entries'], ['unnamed', 'Not filed: patient not known'],
];
/** Stands for a device where a person entered something. */
const BY_HAND = 'entered-by-hand';
const SIGN = { hr: 'HR', pr: 'PR', spo2: 'SpO₂', rr: 'RR', temp: 'T', nibp_sys: 'NIBP', heart_rate: 'HR', resp_rate: 'RR', pulse_rate_spo2: 'PR' };

/** A time of today as 01:52, an older one with its day. */
const when = (ms, now) => (new Date(ms).toDateString() === new Date(now).toDateString() ? hhmm(ms) : day(ms) + ' ' + hhmm(ms));
const span = (item, now) => when(item.from, now) + (item.to - item.from < 60_000 ? '' : '–' + when(item.to, now));

export class Tray {
  constructor(station) {
    this.station = station;
    this.tab = 'stray';
    this.said = undefined;
    this.tabs = Object.fromEntries(TABS.map(([name, title]) => [name, h('button', {
      role: 'tab', id: 'tray-' + name, 'aria-controls': 'tray-list', onclick: () => this.#choose(name),
    }, h('span', {}, T(title)), h('b', {}, '0'))]));
    this.list = h('ul', { class: 'li' });
    this.act = h('section', { class: 'panel act', 'aria-label': T('What to do') });
    const tablist = h('div', { role: 'tablist', 'aria-label': T('Tray'), 'aria-orientation': 'vertical' }, Object.values(this.tabs));
    tablist.addEventListener('keydown', (event) => this.#arrow(event));
    this.note = h('p', { class: 'answer', role: 'status' });
    this.element = h('section', { class: 'ty', 'aria-label': T('Tray') },
      h('div', { class: 'panel cats' }, tablist, h('p', {}, T('Nothing here is guessed. What waits here is safe and not lost.'))),
      h('div', { class: 'panel scroll', id: 'tray-list', role: 'tabpanel', tabindex: 0, 'aria-label': T('Tray') }, this.note, this.list), this.act);
  }

  open() {
    this.timer = setInterval(() => this.refresh(), EVERY_MS);
    this.refresh();
  }

  close() {
    clearInterval(this.timer);
  }

  async refresh() {
    try {
      const { devices } = await ask('devices'); // first: what it measured by now is in the tray, or was a patient's
      const said = await ask('tray');
      const of = Object.fromEntries(devices.map((device) => [device.device, device]));
      const isOpen = (item) => !of[item.device]?.linked && (of[item.device]?.measured ?? 0) <= item.to;
      this.said = {
        stray: said.held.filter((item) => item.bed),
        unknown: said.held.filter((item) => !item.bed).map((item) => ({ ...item, isOpen: isOpen(item) })),
        unmapped: said.unmapped, quarantine: said.quarantine, refused: said.refused, unnamed: said.unnamed,
      };
      text(this.note, '');
    } catch (failure) {
      text(this.note, failure.words || T('No answer from the gateway'));
    }
    this.#draw();
  }

  #choose(name) {
    this.tab = name;
    this.item = undefined;
    this.#draw();
  }

  #arrow(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const names = TABS.map(([name]) => name);
    const next = names[(names.indexOf(this.tab) + step + names.length) % names.length];
    this.#choose(next);
    this.tabs[next].focus();
  }

  #draw() {
    for (const [name] of TABS) {
      attribute(this.tabs[name], 'aria-selected', String(name === this.tab));
      this.tabs[name].tabIndex = name === this.tab ? 0 : -1;
      text(this.tabs[name].lastChild, String(this.said?.[name].length ?? 0));
    }
    if (!this.said) return;
    const now = this.station.feed().now().wall;
    const items = this.said[this.tab];
    once(this.list, 'items', JSON.stringify([this.tab, items, this.item]), () => fill(this.list,
      items.length === 0 ? h('li', { class: 'quiet' }, T('Nothing waits here')) : items.map((item) => this.#row(item, now))));
    const key = this.item && this.#key(this.item);
    this.item = key && items.find((item) => this.#key(item) === key);
    once(this.act, 'item', JSON.stringify([this.tab, this.item && key, this.item?.isOpen]), () => fill(this.act, this.item ? this.#question(this.item, now) : h('p', { class: 'q' }, T('Choose an item'))));
  }

  #key(item) {
    return [item.device, item.bed, item.from, item.key, item.at, item.topic, item.number, item.uplink].join('|');
  }

  #row(item, now) {
    const [title, about, right] = this.#words(item, now);
    const isChosen = this.item && this.#key(this.item) === this.#key(item);
    return h('li', {}, h('button', { class: isChosen ? 'sel' : '', 'aria-pressed': String(Boolean(isChosen)), onclick: () => {
      this.item = item;
      this.#draw();
    } }, icon('plug', 26), h('span', {}, h('b', {}, title), h('small', {}, about)), h('span', { class: 'w' }, right)));
  }

  #words(item, now) {
    if (this.tab === 'unmapped') return [item.key, item.device + (item.sample ? ' · ' + item.sample : ''), T('{n} times', { n: item.count })];
    if (this.tab === 'quarantine') return [rejectName(item.reason), item.topic, when(item.at, now)];
    if (this.tab === 'unnamed') return [source(item), item.uplink, amount(item)];
    if (this.tab === 'refused') return [source(item), told(item.reason) + ' · ' + item.uplink, amount(item)];
    const about = item.values ? valueWords(item.values) : '';
    return [item.device, [item.bed && T('Bed {b}', { b: this.#label(item.bed) }), about].filter(Boolean).join(' · '),
      [item.count === undefined ? '' : T('{n} readings', { n: item.count }), h('br', {}), span(item, now)]];
  }

  #label(bed) {
    return this.station.model()?.beds.find((one) => one.id === bed)?.label || bed;
  }

  #question(item, now) {
    if (this.tab === 'unmapped') return [h('h2', {}, item.key), h('p', {}, T('No sign is known for this code. Its values are not shown, not judged and not filed.'))];
    if (this.tab === 'quarantine') return [h('h2', {}, rejectName(item.reason)), h('p', {}, told(item.detail)), item.head && h('pre', {}, item.head)];
    if (this.tab === 'refused') return this.#refused(item);
    if (this.tab === 'unnamed') {
      return [h('h2', {}, source(item)), h('p', {}, T('Not filed in {u}: nobody is known whose this is.', { u: item.uplink }) + ' ' + amount(item)),
        h('p', {}, item.device === BY_HAND ? T('Admit this patient with name and record number. Then it is filed by itself.')
          : T('Say whose the readings are, or admit the patient of the bed with name and record number. Then they are filed by themselves.'))];
    }
    return this.#whose(item, now);
  }

  #refused(item) {
    const problem = h('p', { class: 'problem', role: 'alert' });
    const again = h('button', { class: 'btn main', onclick: () => this.#do(again, problem, () => tell('tray/retry', { uplink: item.uplink, number: item.number })) }, T('Try again'));
    return [h('h2', {}, source(item)), h('p', {}, T('The record system ({u}) does not take these: {w}', { u: item.uplink, w: told(item.reason) })), problem, h('div', { class: 'bt' }, again)];
  }

  /** Whose, from when, how do you know. Up to now only where the device measured nobody since; else a patient's hours went along. */
  #whose(item, now) {
    const beds = (this.station.model()?.beds || []).filter((bed) => !bed.free);
    const from = moment(item.from);
    const until = h('output', { class: 'inp' }, item.isOpen ? T('now') : when(item.to, now));
    const problem = h('p', { class: 'problem', role: 'alert' });
    const consequence = h('p', { class: 'q' });
    const link = h('button', { class: 'btn main', disabled: true }, T('Link'));
    const whose = choice(T('Whose are they?'), beds.map((bed) => [bed.id, [bed.label, bed.who].filter(Boolean).join(' · ')]), undefined, (bed) => {
      link.disabled = false;
      text(link, T('Link to bed {b}', { b: this.#label(bed) }));
      text(consequence, T('{n} readings go to bed {b} at their own times. No old alarm will sound.', { n: item.count ?? '', b: this.#label(bed) }));
    });
    const how = choice(T('How do you know?'), [['scan', T('Scanned wristband and patch')], ['hand', T('by hand')]], 'hand');
    const start = () => (Math.abs(new Date(from.value).getTime() - item.from) < 1000 ? item.from : new Date(from.value).getTime());
    link.addEventListener('click', () => this.#do(link, problem, () => (item.isOpen
      ? tell('beds/' + encodeURIComponent(chosen(whose)) + '/link', { device: item.device, from: start(), method: chosen(how) })
      : tell('links/correct', { device: item.device, from: start(), to: item.to + 1, bed: chosen(whose) }))));
    const nobody = h('button', { class: 'btn', onclick: () => this.#do(nobody, problem, () =>
      tell('links/correct', { device: item.device, from: start(), to: item.to + 1 })) }, T('Not a patient'));
    return [h('div', {}, h('h2', {}, item.device), h('p', {}, item.bed ? T('Measured at bed {b} when nobody lay there.', { b: this.#label(item.bed) })
      : T('Sending since {t}. No bed was linked then.', { t: when(item.from, now) }))),
    whose, h('div', { class: 'span' }, field(T('From'), from), h('div', { class: 'fld' }, h('span', {}, T('Until')), until)),
    item.isOpen && how, !door.hasAccounts && signed(), consequence, problem, h('div', { class: 'bt' }, nobody, link)];
  }

  async #do(button, problem, act) {
    button.disabled = true;
    text(problem, '');
    try {
      await act();
      this.item = undefined;
      await this.refresh();
    } catch (failure) {
      text(problem, failure.words || T('Not saved, try again'));
    } finally {
      button.disabled = false;
    }
  }
}

const source = (item) => (item.device === BY_HAND ? T('Entered by hand') : item.device);
const amount = (item) => (item.device === BY_HAND ? T('entry {n}', { n: item.number }) : T('{n} readings', { n: item.count }));

function valueWords(values) {
  return Object.entries(values).slice(0, 5).map(([sign, value]) => (SIGN[sign] ? T(SIGN[sign]) : signName(sign)) + ' ' + Math.round(value * 10) / 10).join(' · ');
}

export function tray(station) {
  const page = new Tray(station);
  return { name: 'tray', title: T('Tray'), key: 't', isListed: true, needs: 'tray', element: page.element, open: () => page.open(), close: () => page.close() };
}
