/* No connection to the gateway: the page says only that. No last picture of the ward stands behind a small warning. */
import { h, text } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, hhmmss, since } from './words.js';

const SHOWN = 6;

export class Cover {
  /** What was alarming when the gateway was last heard, and when that was. */
  constructor(alarms, lastWall, pauseSound) {
    this.lastWall = lastWall;
    this.without = h('b', {});
    this.attempts = h('b', {});
    const rows = alarms.slice(0, SHOWN).map((alarm) => h('li', {},
      h('span', { class: 'b' }, alarm.label || T('Gateway')), alarmIcon({ ...alarm, form: 'held' }, 34), h('span', {}, alarm.message),
      h('span', { class: 't' }, alarm.form === 'held' ? alarm.by : T('Not acknowledged'))));
    const more = alarms.length > SHOWN ? h('li', {}, h('span', { class: 'b' }, '+' + (alarms.length - SHOWN))) : undefined;
    const todo = [alarms.length > 0 && 'Go to the beds on the right first', 'Look at the gateway: is its light on?', 'Call technical service'].filter(Boolean);
    this.element = h('div', { class: 'cut', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'cut-title', tabindex: -1 },
      h('i', {}),
      h('div', { class: 'cin' },
        h('div', {},
          h('h1', { id: 'cut-title' }, T('No connection to the gateway')),
          h('p', { class: 'lead' }, T('This screen watches nobody now. Look at the patients and their monitors.')),
          h('div', { class: 'since' },
            h('span', {}, T('Without connection'), this.without),
            h('span', {}, T('Last contact'), h('b', {}, lastWall ? hhmmss(lastWall) : '–')),
            h('span', {}, T('Attempts'), this.attempts)),
          h('ol', { class: 'todo' }, todo.map((line, i) => h('li', {}, h('b', { 'aria-hidden': 'true' }, String(i + 1)), h('span', {}, T(line)))))),
        h('div', {},
          alarms.length > 0 && h('section', { class: 'last' },
            h('h2', {}, T('Alarms at {t}, not now', { t: hhmmss(lastWall) })), h('p', {}, T('From before the connection broke')), h('ul', {}, rows, more)),
          h('div', { class: 'bt' }, h('button', { class: 'btn', onclick: pauseSound }, icon('pause', 26), T('Pause sound {n} min', { n: 2 }))))),
      h('i', {}));
  }

  tick(silentMs, attempts) {
    text(this.without, since(silentMs));
    text(this.attempts, String(attempts));
  }
}
