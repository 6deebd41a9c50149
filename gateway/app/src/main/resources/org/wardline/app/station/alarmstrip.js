/*
 * The open alarms of a bed, each with the button that takes it. The button names what it acknowledges and sends that alarm's
 * name and version: if a newer one came in between, nothing is silenced and the newer one is shown.
 */
import { h, fill, text } from './dom.js';
import { alarmIcon, icon, MARKS } from './icons.js';
import { T, since } from './words.js';
import { act, whyNot } from './feed.js';
import { settings, station } from './settings.js';
import { PauseButton } from './quiet.js';

const SAID = {
  ok: 'Acknowledged', already: 'Acknowledged by {who}', changed: 'A newer alarm is open', over: 'This alarm has ended',
  unknown: 'This alarm has ended',
};

export class AlarmStrip {
  /** `said` is told what came of an act. */
  constructor(alarm, said) {
    this.name = alarm.name;
    this.said = said;
    this.title = h('b', {});
    this.time = h('span', { class: 't' });
    this.mark = h('span', { class: 'mark' });
    this.ack = h('button', { class: 'btn ack', onclick: () => this.#acknowledge() });
    this.by = h('span', { class: 'by' });
    this.pause = new PauseButton((words, result) => this.said(words, result));
    this.element = h('div', {}, this.mark, this.title, this.time, h('span', { class: 'sp' }), this.by, this.pause.element, this.ack);
    this.show(alarm);
  }

  show(alarm) {
    this.alarm = alarm;
    this.element.className = ['strip-a', alarm.priority, alarm.form, alarm.tech ? 'tech' : ''].join(' ');
    fill(this.mark, alarmIcon(alarm, 34), h('span', { class: 'mk' }, MARKS[alarm.priority]));
    text(this.title, alarm.device ? alarm.message + ' · ' + alarm.device : alarm.message);
    text(this.time, since(alarm.forMs));
    const isTaken = alarm.form === 'held';
    this.ack.hidden = isTaken;
    this.pause.show(alarm.bed, alarm.quiet);
    text(this.by, isTaken ? T('Acknowledged by {who}', { who: alarm.by || '–' }) : alarm.form === 'latched' ? T('Ended, not acknowledged') : '');
    if (!isTaken && this.shown !== alarm.short) {
      this.shown = alarm.short;
      fill(this.ack, icon('check', 24), h('span', {}, T('Acknowledge') + ' ' + alarm.short));
    }
  }

  async #acknowledge() {
    const alarm = this.alarm; // the one that the button named when it was pressed
    const who = settings.who || station;
    this.ack.disabled = true;
    try {
      const answer = await act('/api/acknowledge', { alarm: alarm.name, v: alarm.v, station, who });
      this.said(T(SAID[answer.result] || 'This alarm has ended', { who: answer.by || '–' }), answer.result);
    } catch (failure) {
      this.said(whyNot(failure), 'failed');
    } finally {
      this.ack.disabled = false;
    }
  }
}
