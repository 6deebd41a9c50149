/* Something was entered in error: asked once more, then struck out for everybody. Nothing vanishes: the record keeps it, with who said so. */
import { h, text } from './dom.js';
import { icon } from './icons.js';
import { T, hhmm } from './words.js';
import { openDialog } from './dialog.js';
import { settings } from './settings.js';
import { store } from './ask.js';
import { door } from './feed.js';
import { problem } from './notes.js';
import { PARTS, PART, CONSCIOUSNESS } from './news2.js';
import { written } from './news2chart.js';

/** Asks whether a signed column of the chart was entered in error. */
export function openWithdraw(page, column) {
  const stay = page.stay; // who is on the screen now: the gateway refuses another
  const own = PARTS.filter((part) => column.parts[part]?.source === 'hand' && column.parts[part].at === column.at);
  const who = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', id: 'withdraw-who', value: settings.who });
  const said = h('p', { class: 'answer problem', role: 'alert' });
  const save = h('button', { class: 'btn main', type: 'submit' }, icon('check', 22), T('Entered in error'));
  const form = h('form', { class: 'sheet narrow', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'withdraw-title', 'data-kept': true, novalidate: true },
    h('header', {}, h('h2', { id: 'withdraw-title' }, T('Entered in error')), h('span', { class: 'srcs' }, T('Bed {b}', { b: page.bed.label })), h('span', { class: 'sp' }),
      h('button', { class: 'btn sq', type: 'button', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
    h('div', { class: 'scroll body' }, h('p', {}, h('b', {}, hhmm(column.at) + ' · ' + column.who)),
      h('p', {}, own.map((part) => T(PART[part]) + ' ' + value(part, column)).join(' · ')),
      h('p', {}, T('It stays in the record, struck out, and no longer counts for NEWS2. The record system is told so.')), said),
    h('footer', {}, !door.hasAccounts && [h('label', { for: 'withdraw-who' }, T('Signed by')), who], h('span', { class: 'sp' }),
      h('button', { class: 'btn', type: 'button', onclick: () => close() }, T('Keep it')), save));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    settings.who = who.value.trim();
    save.disabled = true;
    const answer = await store(page.id, 'observations/withdraw', { stay, entry: column.entry });
    save.disabled = false;
    if (answer.ok) {
      close();
      page.reload();
    } else {
      text(said, problem(answer));
    }
  });
  const close = openDialog(form);
}

const value = (part, column) => (part === 'consciousness' ? T(CONSCIOUSNESS[column.parts[part].value]) : written(part, column.parts[part], column.extra));
