/*
 * The alarms of the ward as a list: most urgent first; patients before technical; the oldest first. Below them what somebody
 * has, and what has ended in this shift. In a flood they stand in groups, each open, and the list says how many there are.
 * The one that is chosen stands beside them, opened (chosen.js).
 */
import { h, fill, text, attribute, once, inStep } from './dom.js';
import { icon, alarmIcon, MARKS } from './icons.js';
import { T, hhmmss, since } from './words.js';
import { act, ask, whyNot } from './feed.js';
import { settings, station } from './settings.js';
import { session } from './session.js';
import { labelClass } from './tile.js';
import { nextStep } from './model.js';
import { groupsOf } from './groups.js';
import { ChosenAlarm, isBeside, noteOf } from './chosen.js';
import * as past from './past.js';

/** So many that ended stand below the others, and so many of those that it saw end the page keeps. */
const FEW = 6;
const MOST = 50;

export class AlarmList {
  /** `open` shows the bed of an alarm. */
  constructor(open) {
    this.open = open;
    this.rows = new Map();
    this.which = 'open';
    this.last = new Map();
    this.seen = [];
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.waiting = h('ul', { class: 'rows' });
    this.heldTitle = h('h3', { class: 'grp' }, T('Somebody has it'));
    this.held = h('ul', { class: 'rows' });
    this.endedTitle = h('h3', { class: 'grp' }, T('Ended'));
    this.over = h('ul', { class: 'rows' });
    this.none = h('p', { class: 'none' });
    this.tabs = Object.fromEntries(['open', 'held', 'ended'].map((which) => [which, h('button', { onclick: () => this.#choose(which) })]));
    this.sorted = h('span', { class: 'srcs' });
    this.chosen = new ChosenAlarm({ open, acknowledge: (alarm, button) => this.#take(alarm, button), changed: (words) => this.#turned(words) });
    this.scroll = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Alarms') }, this.none, this.waiting, this.heldTitle, this.held, this.endedTitle, this.over);
    this.element = h('div', { class: 'alist' }, h('section', { class: 'panel at', 'aria-label': T('Alarms') },
      h('div', { class: 'ph' }, h('h2', { class: 'sr' }, T('Alarms')), h('span', { class: 'seg', role: 'group', 'aria-label': T('Alarms') }, Object.values(this.tabs)), this.answer, this.sorted),
      this.scroll), this.chosen.element);
    session.addEventListener('change', () => (this.shift = undefined)); // others may see more, or less
  }

  /** The page comes into sight: what was over then is not what to look at now. */
  begin() {
    if (this.chosen.alarm?.ended) this.chosen.forget();
  }

  show(model, now) {
    this.model = model;
    this.now = now;
    const focused = this.scroll.contains(document.activeElement) ? document.activeElement : undefined;
    const ended = this.#ended();
    const held = model.all.filter((alarm) => alarm.form === 'held');
    this.#keep(new Set(model.all.map((alarm) => alarm.name)));
    const words = { open: T('Not acknowledged') + ' ' + model.open.length, held: T('Acknowledged') + ' ' + held.length, ended: T('Ended') + (this.shift ? ' ' + ended.length : '') };
    for (const [which, tab] of Object.entries(this.tabs)) {
      text(tab, words[which]);
      attribute(tab, 'aria-pressed', String(which === this.which));
    }
    text(this.sorted, model.isFlood ? T('{n} alarms, worst first', { n: model.open.length }) : T('Most urgent first; patients before technical; the oldest first'));
    this.sorted.classList.toggle('many', model.isFlood);
    this.#place(this.waiting, this.which === 'open' ? this.#groups(model) : [], now);
    const hasHeld = this.which !== 'ended';
    this.heldTitle.hidden = this.which !== 'open' || held.length === 0;
    this.#place(this.held, hasHeld ? held.map((alarm) => ({ key: alarm.name, alarms: [alarm] })) : [], now);
    this.#over(ended, now);
    const isEmpty = { open: model.all.length, held: held.length, ended: this.shift ? ended.length : 1 }[this.which] === 0;
    this.none.hidden = !isEmpty;
    if (isEmpty) text(this.none, this.which === 'open' ? T('No open alarm') : T('No alarm in this time'));
    this.chosen.show(model, now);
    if (isBeside() && !this.chosen.alarm && model.all.length > 0) this.#open(model.all[0]);
    this.#mark();
    if (focused && focused !== document.activeElement) this.#focus(focused.closest('.ar'));
  }

  /** Opens one that stands. */
  #open(alarm) {
    this.chosen.choose({ ...alarm, raised: this.now.wall - alarm.forMs });
  }

  /** Whoever works with keys stays at the alarm, wherever it went; where it went out of sight, at the list. */
  #focus(row) {
    const name = row?.querySelector('.wt').dataset.alarm;
    (this.#picks().find((pick) => pick.dataset.alarm === name) || this.scroll).focus({ preventScroll: true });
  }

  #picks() {
    return [...this.scroll.querySelectorAll('button.wt')];
  }

  #turned(words) {
    if (words) text(this.answer, words);
    this.#mark();
  }

  #mark() {
    for (const pick of this.#picks()) attribute(pick, 'aria-pressed', String(pick.dataset.alarm === this.chosen.name));
  }

  #groups(model) {
    if (model.isFlood) return groupsOf(model.open);
    return groupsOf(model.open, model.floodBeds);
  }

  #choose(which) {
    this.which = which;
    this.scroll.scrollTop = 0;
    text(this.answer, '');
    if (which === 'ended') this.#ask();
    if (this.model) this.show(this.model, this.now);
  }

  /** What this page saw end; of a bed that is free now nothing is told. */
  note(model, now) {
    const standing = new Set(model.all.map((alarm) => alarm.name));
    const free = new Set(model.beds.filter((bed) => bed.free).map((bed) => bed.id));
    const gone = [...this.last.values()].filter((alarm) => !standing.has(alarm.name)).map((alarm) => ({
      name: alarm.name, bed: alarm.bed, label: alarm.label, message: alarm.message, shape: alarm, raised: now.wall - (now.at - alarm.since), ended: now.wall, by: alarm.by,
    }));
    this.seen = [...gone, ...this.seen].filter((one) => !free.has(one.bed)).slice(0, MOST);
    this.last = new Map(model.all.map((alarm) => [alarm.name, alarm]));
  }

  /** All of this shift; the gateway notes who asked, and asks who it is. */
  async #ask() {
    try {
      const told = await ask('/api/handover');
      const named = [...told.patients, ...told.quiet].flatMap((patient) => (patient.alarms || []).map((alarm) => ({ ...alarm, bed: patient.bed, label: patient.label || patient.bed })));
      this.shift = [...named, ...told.gateway].filter((alarm) => alarm.ended !== undefined).map((alarm) => ({
        name: alarm.alarm, bed: alarm.bed, label: alarm.label, message: past.alarmWords(alarm), shape: { tech: alarm.type === 'technical', priority: alarm.priority },
        raised: alarm.raised, ended: alarm.ended, by: alarm.by, answerMs: alarm.answerMs,
      }));
      text(this.answer, '');
    } catch (failure) {
      text(this.answer, failure.status === 401 || failure.status === 403 ? whyNot(failure) : T('Not available now, try again'));
    }
    this.show(this.model, this.now);
  }

  /** What has ended, the newest first. */
  #ended() {
    const known = new Set((this.shift || []).map((one) => one.name));
    return [...(this.shift || []), ...this.seen.filter((one) => !known.has(one.name))].sort((a, b) => b.ended - a.ended);
  }

  #over(all, now) {
    const shown = { open: all.slice(0, FEW), held: [], ended: all }[this.which];
    this.endedTitle.hidden = this.which !== 'open' || shown.length === 0;
    once(this.over, 'over', JSON.stringify(shown.map((one) => [one.name, one.ended])), () => fill(this.over, shown.map((one) => this.#overRow(one, now))));
  }

  #keep(names) {
    for (const [name, row] of this.rows) {
      if (!names.has(name)) {
        row.element.remove();
        this.rows.delete(name);
      }
    }
  }

  #place(list, groups, now) {
    const elements = groups.map((group) => group.alarms.map((alarm) => {
      let row = this.rows.get(alarm.name);
      if (!row) this.rows.set(alarm.name, (row = this.#row()));
      row.show(alarm, now);
      return row.element;
    }));
    once(list, 'order', JSON.stringify(groups.map((group) => [group.key, group.alarms.map((alarm) => alarm.name + alarm.form)])), () => {
      const focused = document.activeElement;
      list.replaceChildren(...groups.map((group, i) => (group.alarms.length < 2 ? elements[i][0] : groupRow(group, elements[i]))));
      if (focused !== document.activeElement && list.contains(focused)) focused.focus({ preventScroll: true });
      inStep(list);
    });
  }

  #row() {
    let shown;
    const wt = h('button', { class: 'wt', onclick: () => this.#open(shown) });
    const parts = { m: h('span', { class: 'm' }), bd: h('span', { class: 'bd' }), wt, tm: h('span', { class: 'tm' }), stt: h('span', { class: 'stt' }) };
    const button = h('button', { class: 'btn take', onclick: async () => text(this.answer, await this.#take(shown, button)) });
    const note = h('button', { class: 'btn tonote', 'aria-haspopup': 'dialog', onclick: () => noteOf(shown, () => this.chosen.again()) });
    const bed = h('button', { class: 'btn tobed', onclick: () => this.open(shown.bed) }, icon('grid', 20), T('Bed'));
    const element = h('li', {}, Object.values(parts), button, note, bed);
    return {
      element,
      show: (alarm, now) => {
        shown = alarm;
        wt.dataset.alarm = alarm.name;
        attribute(element, 'class', ['ar', alarm.priority, alarm.form === 'latched' ? 'held latched' : alarm.form, alarm.tech ? 'tech' : ''].join(' ').trim());
        once(element, 'm', alarm.priority + alarm.form + alarm.tech, () => fill(parts.m, alarmIcon(alarm, 28), h('span', {}, MARKS[alarm.priority])));
        text(parts.bd, alarm.label || '–');
        attribute(parts.bd, 'class', 'bd' + labelClass(alarm.label || ''));
        const about = [alarm.who, alarm.device].filter(Boolean).join(' · ') || alarm.detail;
        once(element, 'w', alarm.label + alarm.message + about, () => fill(wt, place(alarm), h('b', {}, alarm.message), h('small', {}, about)));
        once(element, 't', since(alarm.forMs), () => fill(parts.tm, since(alarm.forMs), h('small', {}, hhmmss(now.wall - alarm.forMs))));
        const state = stateOf(alarm);
        once(element, 's', state.join('\n'), () => fill(parts.stt, h('b', {}, state[0]), state[1] && h('span', {}, state[1])));
        button.hidden = alarm.form === 'held';
        note.hidden = alarm.form !== 'held' || !alarm.bed;
        bed.hidden = !alarm.bed;
        once(element, 'b', alarm.label + alarm.short, () => {
          const which = () => h('span', { class: 'sr' }, ' ' + (alarm.bed ? T('Bed {b}', { b: alarm.label }) + ' ' : '') + alarm.short);
          fill(button, icon('check', 20), h('span', {}, T('Acknowledge')), which());
          fill(note, icon('note', 20), h('span', {}, T('Note')), which());
        });
      },
    };
  }

  /** Takes an alarm; what to say of it, or nothing. */
  async #take(alarm, button) {
    button.disabled = true;
    try {
      const answer = await act('/api/acknowledge', { alarm: alarm.name, v: alarm.v, station, who: settings.who || station });
      return answer.result === 'ok' ? '' : T(answer.result === 'changed' ? 'A newer alarm is open' : 'This alarm has ended');
    } catch (failure) {
      return whyNot(failure);
    } finally {
      button.disabled = false;
      if (document.activeElement === document.body) { // it lost the focus as it was pressed, and may be gone by now
        if (button.checkVisibility()) button.focus({ preventScroll: true });
        else if (this.scroll.contains(button)) this.#focus(button.closest('.ar'));
      }
    }
  }

  /** One that is over: how long it lasted, who had it and after what time. Of a patient who has left it is not opened. */
  #overRow(one, now) {
    const who = !one.by ? T('ended by itself') : one.answerMs === undefined ? one.by : T('{who} after {t}', { who: one.by, t: past.answered(one.answerMs) });
    const isHere = !one.bed || this.model.beds.some((bed) => bed.id === one.bed && !bed.free);
    const wt = isHere
      ? h('button', { class: 'wt', 'data-alarm': one.name, onclick: () => this.chosen.choose({ ...one.shape, ...one, form: 'held', short: one.message }) }, place(one), one.message)
      : h('span', { class: 'wt' }, one.message);
    return h('li', { class: 'ar over' }, h('span', { class: 'm' }, alarmIcon({ ...one.shape, form: 'held' }, 24)),
      h('span', { class: 'bd' + labelClass(one.label || '') }, one.label || '–'), wt,
      h('span', { class: 'tm' }, past.lasting(one.ended - one.raised), h('small', {}, past.moment(one.raised, now.wall))), h('span', { class: 'stt' }, who));
  }
}

/** Where it is, for whoever hears the row. */
const place = (alarm) => alarm.bed && h('span', { class: 'sr' }, T('Bed {b}', { b: alarm.label }) + ' ');

/** Who has it, or that nobody has and who is told next. */
function stateOf(alarm) {
  if (alarm.form === 'held') return [T('Acknowledged by {who}', { who: alarm.by || '–' }), ''];
  const first = alarm.form === 'latched' ? T('Ended, not acknowledged') : T('Not acknowledged');
  return [first, [alarm.step > 0 && T('Escalated'), nextStep(alarm)].filter(Boolean).join(' · ')];
}

/** Several alarms of one bed, or of one cause at several beds. */
function groupRow(group, rows) {
  const [worst] = group.alarms;
  const beds = [...new Set(group.alarms.map((alarm) => alarm.label).filter(Boolean))];
  const title = beds.length < 2 && worst.bed ? T('Bed {b}', { b: worst.label }) : worst.message;
  return h('li', { class: 'ag' },
    h('h4', {}, title, h('em', {}, String(group.alarms.length)), worst.bed && beds.length > 1 && h('small', {}, T('Beds') + ' ' + beds.join(', '))),
    h('ul', { class: 'rows' }, rows));
}
