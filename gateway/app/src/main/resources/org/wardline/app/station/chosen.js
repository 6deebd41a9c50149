/*
 * The alarm that is chosen in the list of the ward, opened: beside the list on a wall, in a sheet on a smaller screen. It stays when
 * it ends, and says so; it goes with its patient. A shared screen at which nobody is signed in shows of it what its list shows.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { icon } from './icons.js';
import { T } from './words.js';
import { openDialog } from './dialog.js';
import { EvidencePanel, pastOf } from './evidence.js';
import { openNote } from './notes.js';
import { PauseButton } from './quiet.js';
import { session } from './session.js';

/** The log keeps three days. */
const HOURS = 72;
/** What becomes of it is asked for at once; what people say of it elsewhere, so often. */
const RELOAD_MS = 60_000;

export const isBeside = () => document.documentElement.dataset.kind === 'wall';

/** Writes of an alarm, for the patient whose it is. */
export function noteOf(alarm, onSaved) {
  const stay = alarm.name.slice(0, alarm.name.indexOf(':'));
  openNote({ id: alarm.bed, stay, bed: { label: alarm.label }, reload: onSaved }, alarm);
}

export class ChosenAlarm {
  /** `open(bed)` shows a bed, `acknowledge(alarm, button)` takes an alarm and gives what to say, `changed(words)` runs when another is chosen, or none. */
  constructor({ open, acknowledge, changed }) {
    this.changed = changed;
    this.panel = new EvidencePanel(() => this.load(), () => noteOf(this.alarm, () => this.again()));
    this.ack = h('button', { class: 'btn ack', onclick: async () => {
      text(this.panel.answer, await acknowledge(this.alarm, this.ack));
      if (document.activeElement === document.body) this.#focus(); // it lost the focus as it was pressed
    } });
    this.pause = new PauseButton((words) => text(this.panel.answer, words), true);
    this.bed = h('button', { class: 'btn', onclick: () => {
      const { bed } = this.alarm;
      this.close?.();
      open(bed);
    } }, icon('bed', 22), T('Bed'));
    fill(this.panel.acts, this.ack, this.pause.element, this.bed);
    this.element = this.panel.element;
    session.addEventListener('change', () => this.load()); // others may see more, or less
  }

  get name() {
    return this.alarm?.name;
  }

  /** Opens one of the list: one that stands, or one that was, with `ended`. */
  choose(alarm) {
    this.alarm = alarm;
    this.#place();
    this.#isOther();
    this.load();
    this.changed();
    if (!isBeside() && !this.close) this.#sheet();
  }

  /** Nothing is chosen; `words` say why. */
  forget(words) {
    this.alarm = undefined;
    this.panel.close();
    this.close?.();
    this.changed(words);
  }

  /** In a sheet, which goes with what is chosen; back at its place beside the list when it is closed. */
  #sheet() {
    const home = this.element.parentElement;
    const sheet = h('div', { class: 'side esheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': T('Evidence') },
      h('header', {}, h('h2', {}, T('Evidence')), h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => this.close() }, icon('x', 24))), this.element);
    this.home = home;
    this.close = openDialog(sheet, () => {
      this.close = undefined;
      home.append(this.element);
      if (!isBeside()) this.forget();
    });
  }

  /** The alarm as it is now, or that it has ended. */
  show(model, now) {
    if (!this.alarm) return;
    if (!this.element.isConnected) this.#lost();
    const { name, raised } = this.alarm;
    const live = model.all.find((alarm) => alarm.name === name);
    const { bed } = live || this.alarm; // it moves with its patient
    const place = model.beds.find((one) => one.id === bed);
    if (bed && (!place || place.free)) { // of a patient who has left nothing stays in sight
      this.forget();
      return;
    }
    if (live) this.alarm = { ...live, raised };
    else if (!this.alarm.ended) this.alarm = { ...this.alarm, form: 'held', ended: now.wall };
    this.#place();
    if ((this.#isOther() || performance.now() - this.loadedAt > RELOAD_MS) && !document.hidden) this.load();
  }

  /** Whether something became of it since this was asked last. */
  #isOther() {
    const { name, v, form, step, ended } = this.alarm;
    return once(this.element, 'state', [name, v, form, step, ended].join(), () => undefined);
  }

  /** The sheet went with the screen that it was on: the connection was cut. */
  #lost() {
    this.close = undefined;
    this.home.append(this.element);
  }

  #place() {
    const { alarm } = this;
    const isOpen = !alarm.ended && alarm.form !== 'held';
    const { acts } = this.panel;
    attribute(acts, 'class', ['eacts', alarm.priority, alarm.ended ? 'over' : alarm.form, alarm.tech ? 'tech' : ''].join(' ').trim());
    const hadFocus = document.activeElement === this.ack && !isOpen;
    this.ack.hidden = !isOpen;
    once(this.ack, 'w', alarm.short, () => fill(this.ack, icon('check', 24), h('span', {}, T('Acknowledge') + ' ' + alarm.short)));
    this.pause.show(alarm.ended ? '' : alarm.bed, alarm.quiet);
    this.bed.hidden = !alarm.bed;
    if (hadFocus) this.#focus();
    if (this.panel.name === alarm.name) this.panel.place(this.#as());
  }

  #focus() {
    [this.ack, this.bed, this.panel.body].find((part) => part.checkVisibility())?.focus({ preventScroll: true });
  }

  /** What the list knows of it. */
  #as() {
    return { ...this.alarm, isOver: Boolean(this.alarm.ended) };
  }

  /** As the gateway tells of an alarm that was: until it has, and of one that is no patient's. */
  #told() {
    const { alarm } = this;
    return {
      alarm: alarm.name, type: alarm.tech ? 'technical' : alarm.isModel ? 'model' : 'physiological', priority: alarm.priority, value: '', begin: alarm.raised,
      ...(alarm.ended ? { end: alarm.ended } : { standing: true }), by: alarm.by, done: [], ...(!alarm.bed && { gateway: true }),
    };
  }

  /** Something was written of it, or of another. */
  again() {
    this.panel.again();
    this.load();
  }

  async load() {
    const { alarm } = this;
    if (!alarm || !session.isKnown) return; // what may be asked is not known yet
    this.loadedAt = performance.now();
    if (!session.may('care')) {
      this.panel.lock(this.#told(), this.#as());
      return;
    }
    if (this.panel.name !== alarm.name) this.panel.open(this.#told(), undefined, this.#as());
    const past = alarm.bed ? await pastOf(alarm.bed, HOURS) : { alarms: [] };
    if (this.name !== alarm.name) return; // another meanwhile
    const found = past.alarms?.find((one) => one.alarm === alarm.name);
    if (past.alarms && alarm.bed && !found && this.alarm.ended) this.forget(T('This patient is not here any more'));
    else if (past.status === 401 || past.status === 403) this.panel.lock(this.#told(), this.#as());
    else this.panel.open(found || this.#told(), past.alarms || [], this.#as());
  }
}
