/* The alarms of the ward as a list: most urgent first; patients before technical; the oldest first. */
import { h, fill, text, attribute, once, inStep } from './dom.js';
import { icon, alarmIcon, MARKS } from './icons.js';
import { T, hhmmss, since } from './words.js';
import { act, whyNot } from './feed.js';
import { settings, station } from './settings.js';
import { labelClass } from './tile.js';

export class AlarmList {
  /** `open` shows the bed of an alarm. */
  constructor(open) {
    this.open = open;
    this.rows = new Map();
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.waiting = h('ul', { class: 'rows' });
    this.heldTitle = h('h3', { class: 'grp' }, T('Somebody has it'));
    this.held = h('ul', { class: 'rows' });
    this.none = h('p', { class: 'none' }, T('No open alarm'));
    this.title = h('h2', {});
    this.element = h('section', { class: 'panel at', 'aria-label': T('Alarms') },
      h('div', { class: 'ph' }, this.title, this.answer, h('span', { class: 'srcs' }, T('Most urgent first; patients before technical; the oldest first'))),
      h('div', { class: 'scroll' }, this.none, this.waiting, this.heldTitle, this.held));
  }

  show(model, now) {
    text(this.title, T('Not acknowledged') + ' ' + model.open.length);
    this.none.hidden = model.all.length > 0;
    this.heldTitle.hidden = model.counts.held === 0;
    const names = new Set(model.all.map((alarm) => alarm.name));
    for (const [name, row] of this.rows) {
      if (!names.has(name)) {
        row.element.remove();
        this.rows.delete(name);
      }
    }
    this.#place(this.waiting, model.open, now);
    this.#place(this.held, model.all.filter((alarm) => alarm.form === 'held'), now);
  }

  #place(list, alarms, now) {
    const elements = alarms.map((alarm) => {
      let row = this.rows.get(alarm.name);
      if (!row) this.rows.set(alarm.name, (row = this.#row()));
      row.show(alarm, now);
      return row.element;
    });
    once(list, 'order', alarms.map((alarm) => alarm.name + alarm.form).join(), () => {
      list.replaceChildren(...elements);
      inStep(list);
    });
  }

  #row() {
    const parts = { m: h('span', { class: 'm' }), bd: h('span', { class: 'bd' }), wt: h('span', { class: 'wt' }), tm: h('span', { class: 'tm' }), stt: h('span', { class: 'stt' }) };
    let shown;
    const button = h('button', { class: 'btn', onclick: () => this.#acknowledge(shown, button) });
    const bed = h('button', { class: 'btn', onclick: () => this.open(shown.bed) }, icon('grid', 20), T('Bed'));
    const element = h('li', {}, Object.values(parts), button, bed);
    return {
      element,
      show: (alarm, now) => {
        shown = alarm;
        attribute(element, 'class', ['ar', alarm.priority, alarm.form === 'latched' ? 'held latched' : alarm.form, alarm.tech ? 'tech' : ''].join(' ').trim());
        once(element, 'm', alarm.priority + alarm.form + alarm.tech, () => fill(parts.m, alarmIcon(alarm, 28), h('span', {}, MARKS[alarm.priority])));
        text(parts.bd, alarm.label || '–');
        attribute(parts.bd, 'class', 'bd' + labelClass(alarm.label || ''));
        once(element, 'w', alarm.message + alarm.who + alarm.detail, () => fill(parts.wt, h('b', {}, alarm.message), h('small', {}, alarm.who || alarm.detail)));
        once(element, 't', since(alarm.forMs), () => fill(parts.tm, since(alarm.forMs), h('small', {}, hhmmss(now.wall - alarm.forMs))));
        text(parts.stt, alarm.form === 'held' ? T('Acknowledged by {who}', { who: alarm.by || '–' })
          : alarm.form === 'latched' ? T('Ended, not acknowledged') : T('Not acknowledged'));
        button.hidden = alarm.form === 'held';
        bed.hidden = !alarm.bed;
        once(element, 'b', alarm.short, () => {
          fill(button, icon('check', 20), h('span', {}, T('Acknowledge')), h('span', { class: 'sr' }, ' ' + (alarm.bed ? T('Bed {b}', { b: alarm.label }) + ' ' : '') + alarm.short));
        });
      },
    };
  }

  async #acknowledge(alarm, button) {
    button.disabled = true;
    try {
      const answer = await act('/api/acknowledge', { alarm: alarm.name, v: alarm.v, station, who: settings.who || station });
      text(this.answer, answer.result === 'ok' ? '' : T(answer.result === 'changed' ? 'A newer alarm is open' : 'This alarm has ended'));
    } catch (failure) {
      text(this.answer, whyNot(failure));
    } finally {
      button.disabled = false;
    }
  }
}
