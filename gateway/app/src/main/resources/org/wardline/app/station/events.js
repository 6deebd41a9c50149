/*
 * A patient's alarms as they were: how long, who had each and after how long, whether it was useful; one opened shows its
 * evidence.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { alarmIcon } from './icons.js';
import { T, hhmm, since } from './words.js';
import { pastAlarm } from './model.js';
import { DONE, ENDED, EvidencePanel, pastOf } from './evidence.js';
import { openNote } from './notes.js';
import { sharing } from './past.js';
import { session } from './session.js';

const HOURS = [8, 24, 72];
const RELOAD_MS = 15_000;

/** A tab of a bed's page. */
export function eventsTab(page) {
  const history = new AlarmHistory(page);
  return {
    name: 'alarms', title: T('Alarms'), element: history.element,
    open: () => history.open(page.id),
    show: (bed) => history.show(bed),
  };
}

export class AlarmHistory {
  constructor(page) {
    this.hours = 24;
    this.alarms = [];
    this.buttons = HOURS.map((n) => h('button', { onclick: () => this.#choose(n) }, T('{n} h', { n })));
    this.count = h('span', { class: 'srcs' });
    this.list = h('ul', { class: 'rows' });
    this.none = h('p', { class: 'none' }, T('No alarm in this time'));
    this.evidence = new EvidencePanel(() => this.load(), () => openNote(page, { name: this.evidence.name, message: pastAlarm(this.evidence.alarm).message }, () => {
      this.evidence.again();
      this.load();
    }));
    this.element = h('div', { class: 'events' },
      h('section', { class: 'panel hist', 'aria-label': T('Alarms') },
        h('div', { class: 'ph' }, h('h2', {}, T('Alarms')), h('span', { class: 'seg', role: 'group', 'aria-label': T('Time') }, this.buttons), h('span', { class: 'sp' }), this.count),
        h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Alarms') }, this.none, this.list)),
      this.evidence.element);
    this.#press();
    session.addEventListener('change', () => this.id && this.element.checkVisibility() && this.load()); // others may see more, or less
  }

  open(id) {
    if (this.id !== id) {
      this.id = id;
      this.alarms = [];
      this.evidence.close();
    }
    this.load();
  }

  /** What stands changed: the history has too. */
  show(bed) {
    if (!this.id || this.element.hidden || document.hidden) return;
    const key = (bed?.alarms || []).map((alarm) => alarm.name + alarm.v).join();
    const isDue = performance.now() - (this.loadedAt || 0) > RELOAD_MS;
    if (once(this.element, 'alarms', key, () => undefined) || isDue) this.load();
  }

  #choose(hours) {
    this.hours = hours;
    this.#press();
    this.load();
  }

  #press() {
    this.buttons.forEach((button, i) => attribute(button, 'aria-pressed', String(HOURS[i] === this.hours)));
  }

  async load() {
    this.loadedAt = performance.now();
    const id = this.id;
    const past = await pastOf(id, this.hours);
    if (this.id !== id) return;
    if (!past.alarms) {
      this.#unknown(past.status);
      return;
    }
    this.alarms = past.alarms;
    const useful = past.alarms.filter((alarm) => alarm.useful).length;
    text(this.count, T('{n} alarms in {h} h, {m} marked useful', { n: past.alarms.length, h: this.hours, m: useful }));
    text(this.none, T('No alarm in this time'));
    this.none.hidden = past.alarms.length > 0;
    once(this.list, 'rows', JSON.stringify(past.alarms), () => this.#rows());
    const opened = this.alarms.find((alarm) => alarm.alarm === this.evidence.name);
    if (opened) this.evidence.open(opened, this.alarms);
  }

  /** No answer is not "no alarm": it says why, and whoever may not see them sees none of the one before. */
  #unknown(status) {
    if (status === 401 || status === 403) {
      this.alarms = [];
      once(this.list, 'rows', '', () => fill(this.list));
      this.evidence.close();
    }
    text(this.count, '');
    text(this.none, status === 401 ? T('Alarms: sign in first') : status === 403 ? T('Your role may not do this') : T('The gateway does not answer'));
    this.none.hidden = false;
  }

  #rows() {
    const focused = document.activeElement?.dataset?.alarm;
    fill(this.list, this.alarms.map((alarm) => this.#row(alarm)));
    if (focused) [...this.list.querySelectorAll('button')].find((button) => button.dataset.alarm === focused)?.focus();
  }

  #row(alarm) {
    const model = pastAlarm(alarm);
    const long = since((alarm.end || Date.now()) - alarm.begin);
    const took = alarm.by ? h('span', {}, h('b', {}, alarm.by), ' ' + T('{t} after', { t: since(alarm.acknowledged - alarm.begin) }))
      : h('span', {}, alarm.standing ? T('Not acknowledged') : T(ENDED[alarm.why] || 'ended by itself'));
    const marks = [alarm.gateway && T('Gateway'), sharing(alarm), alarm.useful === true && T('Useful'), alarm.useful === false && T('Not useful'), ...alarm.done.map((deed) => T(DONE[deed.what] || deed.what))].filter(Boolean).join(' · ');
    const button = h('button', { class: 'ev', 'aria-pressed': String(this.evidence.name === alarm.alarm), onclick: () => {
      this.list.querySelectorAll('button').forEach((one) => attribute(one, 'aria-pressed', String(one === button)));
      this.evidence.open(alarm, this.alarms);
    } },
    h('span', { class: 'm' }, alarmIcon(model, 26)),
    h('span', { class: 'wt' }, h('b', {}, model.message), h('small', {}, marks)),
    h('span', { class: 'tm' }, long, h('small', {}, hhmm(alarm.begin))), h('span', { class: 'stt' }, took));
    button.dataset.alarm = alarm.alarm;
    return h('li', { class: ['er', alarm.priority, alarm.standing ? 'open' : 'over', model.tech ? 'tech' : ''].join(' ').trim() }, button);
  }
}
