/* What is to be done for a patient, what was, and what people wrote; and the dialogs that write. */
import { h, fill, text, once } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, age, hhmm, since } from './words.js';
import { openDialog } from './dialog.js';
import { settings } from './settings.js';
import { door, whyNot } from './feed.js';
import { store } from './ask.js';
import { limitWords } from './past.js';
import { barWords } from './trends.js';
import { openWithdraw } from './withdraw.js';

/** Lines of what was; the record has all. */
const MOST_LINES = 60;
const DUE = [0, 15, 30, 60, 120, 240];

export class BedFeed {
  constructor(page) {
    this.page = page;
    this.openTitle = h('h3', {}, T('Open'));
    this.open = h('ul', { class: 'feed open' });
    this.past = h('ul', { class: 'feed' });
    this.why = h('div', { class: 'whys' });
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.devices = h('p', { class: 'srcs' });
    this.element = h('section', { class: 'panel fd', 'aria-label': T('Events') },
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Events') }, this.openTitle, this.open, this.answer, this.why,
        h('h3', {}, T('Events')), this.past, this.devices));
    this.notes = [];
    this.columns = [];
    this.bars = [];
  }

  load(notes, chart) {
    this.notes = notes?.notes || [];
    this.isKnown = notes !== undefined;
    this.columns = (chart?.columns || []).filter((column) => column.who);
  }

  show(bed, now) {
    this.bars = this.page.trends.bars;
    this.changes = this.page.trends.changes;
    this.columns ??= []; // before the first answer
    this.#tasks(now);
    this.#past(bed);
    once(this.why, 'w', JSON.stringify(bed.alarms.map((a) => [a.name, a.detail])), () =>
      fill(this.why, bed.alarms.filter((alarm) => alarm.isModel && alarm.detail).map((alarm) =>
        h('div', { class: 'why' }, h('b', {}, alarm.message), h('p', {}, alarm.detail), h('p', { class: 'q' }, T('Limits and NEWS2 work without it.'))))));
    text(this.devices, T('Devices') + ': ' + (bed.devices.join(' · ') || T('No device is linked to this bed')));
  }

  #tasks(now) {
    const tasks = this.notes.filter((note) => note.task && !note.doneBy).sort((a, b) => (a.due || Infinity) - (b.due || Infinity) || a.at - b.at);
    this.openTitle.hidden = tasks.length === 0;
    const key = tasks.map((task) => task.id + when(task, now.wall) + this.#about(task)).join('\n');
    once(this.open, 'k', key, () => fill(this.open, tasks.map((task) => h('li', { class: task.due && task.due < now.wall ? 'late' : '' },
      h('time', {}, hhmm(task.due || task.at)),
      h('button', { class: 'box', 'aria-label': T('Done') + ': ' + task.text, onclick: () => this.#done(task) }),
      h('span', {}, task.text, ' ', h('small', {}, [when(task, now.wall), task.who, this.#about(task)].filter(Boolean).join(' · ')))))));
  }

  /** The alarm that something was written of, in words. */
  #about(note, bed) {
    const bar = note.alarm && this.bars.find((one) => one.alarm === note.alarm);
    return bar ? barWords(bar, bed) : '';
  }

  async #done(task) {
    const answer = await store(this.page.id, 'notes', { stay: this.page.stay, done: task.id });
    text(this.answer, answer.ok ? '' : whyNot(answer));
    this.page.reload();
  }

  #past(bed) {
    const lines = [
      ...this.bars.filter((bar) => bar.from !== undefined).map((bar) => ({ at: bar.from, icon: alarmIcon(shape(bar), 20), kind: bar.priority, words: barWords(bar, bed), small: taken(bar) })),
      ...this.notes.filter((note) => !note.task).map((note) => ({ at: note.at, icon: icon('note', 20), words: note.text, small: [note.who, this.#about(note, bed)].filter(Boolean).join(' · ') })),
      ...this.notes.filter((note) => note.doneBy).map((note) => ({ at: note.done, icon: icon('check', 20), words: note.text, small: note.doneBy })),
      ...this.columns.map((column) => (column.withdrawn
        ? { at: column.at, icon: icon('plus', 20), words: T('Observations'), kind: 'gone', small: column.who + ' · ' + T('Entered in error: {who}, {t}', { who: column.withdrawn.by, t: hhmm(column.withdrawn.at) }) }
        : { at: column.at, icon: icon('plus', 20), words: T('Observations') + (column.missing.length ? '' : ' · NEWS2 ' + column.least), small: column.who, column })),
      ...(this.changes || []).map((change) => ({ at: change.at, icon: icon('list', 20), words: limitWords({ rule: change.rule, old: change.before, new: change.now }), small: change.who })),
    ].sort((a, b) => b.at - a.at).slice(0, MOST_LINES);
    once(this.past, 'k', lines.map((line) => [line.at, line.words, line.small, line.kind].join()).join('\n') + this.isKnown, () => fill(this.past,
      !this.isKnown && door.hasAccounts && h('li', { class: 'quiet' }, T('Notes: sign in first')),
      lines.length === 0 && h('li', { class: 'quiet' }, T('No alarm in this time')),
      lines.map((line) => h('li', { class: line.kind }, h('time', {}, hhmm(line.at)), h('span', { class: 'ic' }, line.icon), h('span', {}, line.kind === 'gone' ? h('s', {}, line.words) : line.words, ' ', h('small', {}, line.small),
        line.column && h('button', { class: 'btn', 'aria-label': T('Entered in error') + ': ' + hhmm(line.at) + ' ' + line.small, onclick: () => openWithdraw(this.page, line.column) }, T('Entered in error')))))));
  }
}

const shape = (bar) => ({ tech: bar.type === 'technical', priority: bar.priority, form: bar.to === undefined && bar.taken === undefined ? 'open' : 'held' });

/** Who took it after how long, or how long it lasted. */
function taken(bar) {
  if (bar.taken !== undefined && bar.by) return T('{who} after {t}', { who: bar.by, t: since(bar.taken - bar.from) });
  return bar.to === undefined ? T('Not acknowledged') : age(bar.to - bar.from);
}

function when(task, wall) {
  if (!task.due) return T('since {t}', { t: age(wall - task.at) });
  return task.due >= wall ? T('due in {t}', { t: age(task.due - wall) }) : T('late {t}', { t: age(wall - task.due) });
}

/**
 * Writes a note, or a task with the time when it is due.
 *
 * @param page { id, stay, bed: { label }, reload() } of the patient it is of
 * @param alarm { name, message } that it is about, where it is about one
 * @param onSaved runs besides
 */
export function openNote(page, alarm, onSaved) {
  const stay = page.stay;
  const words = h('textarea', { class: 'inp', maxlength: 200, rows: 4, id: 'note-text' });
  const who = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', id: 'note-who', value: settings.who });
  const said = h('p', { class: 'answer problem', role: 'alert' });
  let isTask = false, dueMin = 0;
  const kinds = [[false, 'Note'], [true, 'Task']];
  const kindButtons = kinds.map(([value, name]) => h('button', { type: 'button', onclick: () => {
    isTask = value;
    press();
  } }, T(name)));
  const dueButtons = DUE.map((minutes) => h('button', { type: 'button', onclick: () => {
    dueMin = minutes;
    press();
  } }, minutes === 0 ? T('no time') : age(minutes * 60_000)));
  const due = h('div', { class: 'fld' }, h('span', { id: 'note-due' }, T('due in')), h('span', { class: 'seg', role: 'group', 'aria-labelledby': 'note-due' }, dueButtons));
  const press = () => {
    kindButtons.forEach((button, i) => button.setAttribute('aria-pressed', String(kinds[i][0] === isTask)));
    dueButtons.forEach((button, i) => button.setAttribute('aria-pressed', String(DUE[i] === dueMin)));
    due.hidden = !isTask;
  };
  press();
  const save = h('button', { class: 'btn main', type: 'submit' }, icon('check', 22), T('Sign and save'));
  const form = h('form', { class: 'sheet narrow', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'note-title', 'data-kept': true, novalidate: true },
    h('header', {}, h('h2', { id: 'note-title' }, T('Note')), h('span', { class: 'srcs' }, [T('Bed {b}', { b: page.bed.label }), alarm?.message].filter(Boolean).join(' · ')), h('span', { class: 'sp' }),
      h('button', { class: 'btn sq', type: 'button', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
    h('div', { class: 'scroll body' }, h('span', { class: 'seg', role: 'group', 'aria-label': T('Note') }, kindButtons),
      h('div', { class: 'fld' }, h('label', { for: 'note-text' }, T('Text, at most {n} characters', { n: 200 })), words), due, said),
    h('footer', {}, !door.hasAccounts && [h('label', { for: 'note-who' }, T('Signed by')), who], h('span', { class: 'sp' }),
      h('button', { class: 'btn', type: 'button', onclick: () => close() }, T('Discard')), save));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const written = words.value.replace(/\s+/g, ' ').trim();
    if (!written) {
      text(said, T('Missing: {list}', { list: T('Text') }));
      words.focus();
      return;
    }
    settings.who = who.value.trim();
    save.disabled = true;
    const answer = await store(page.id, 'notes', { stay, text: written, ...(alarm && { alarm: alarm.name }), ...(isTask && { task: true, ...(dueMin && { dueMin }) }) });
    save.disabled = false;
    if (answer.ok) {
      close();
      page.reload();
      onSaved?.();
    } else {
      text(said, problem(answer));
    }
  });
  const close = openDialog(form);
  words.focus();
}

/** What went wrong, in words; the form stays. */
export function problem(answer) {
  if (answer.status === 409) return T('Another patient is in this bed now: nothing was saved');
  return whyNot(answer);
}
