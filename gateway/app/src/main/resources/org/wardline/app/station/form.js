/*
 * A form beside what it is about: it takes the right side of the page under the bar, so that the bar and the open alarm stay in
 * sight. It stays when saving failed, and says so; nothing is saved by closing it.
 */
import { h, fill, text, attribute } from './dom.js';
import { icon } from './icons.js';
import { T, known } from './words.js';
import { ask as question, act, door, whyNot } from './feed.js';
import { settings, station } from './settings.js';
import { openDialog } from './dialog.js';

/** Asks the gateway; what it answers, or a rejection with words for people. */
export const ask = (path) => question('/api/' + path).catch(inWords);

/** Tells the gateway; what it answers, or a rejection with words for people. */
export const tell = (path, body) => act('/api/' + path, { who: settings.who || station, station, ...body }).catch(inWords);

function inWords(failure) {
  if (failure.status === 400) throw said(T('This is not right: {field}', { field: T(FIELD[failure.field] || failure.field) }));
  throw said(failure.status === 409 || failure.status === 404 ? T(known(failure.said) ? failure.said : 'Not saved, try again') : whyNot(failure));
}

/** A failure in words for people. */
export const said = (words) => Object.assign(new Error(words), { words });

const FIELD = {
  family: 'Family name', given: 'Given name', mrn: 'Record number', birth: 'Birth date', device: 'Device', from: 'From', to: 'Until',
  back: 'Expected back', who: 'Signed by', bed: 'Bed',
};

/**
 * Opens a form.
 *
 * @param parts what stands in it
 * @param save runs on the button; a rejection stays in the form as its words
 */
export function openForm({ title, about, parts, label, save, isGrave, onClose }) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = h('button', { class: 'btn main' + (isGrave ? ' grave' : ''), type: 'submit' }, label);
  const form = h('form', { class: 'fields', novalidate: true }, about && h('p', { class: 'lead' }, about), parts, !door.hasAccounts && signed(), problem,
    h('div', { class: 'bt' }, h('button', { class: 'btn', type: 'button', onclick: () => close() }, T('Close')), button));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    text(problem, '');
    try {
      await save();
      close();
    } catch (failure) {
      text(problem, failure.words || T('Not saved, try again'));
    } finally {
      button.disabled = false;
    }
  });
  const element = h('div', { class: 'side', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
    h('header', {}, h('h2', {}, title), h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
    form);
  element.addEventListener('keydown', (event) => event.key !== 'Escape' && event.key !== 'Tab' && event.stopPropagation());
  const close = openDialog(element, onClose);
  form.querySelector('input:not([type=checkbox]), button')?.focus({ preventScroll: true });
  return close;
}

/** Who signs where nobody signs in; kept for the session. */
export function signed() {
  const input = h('input', { class: 'inp', type: 'text', maxlength: 60, autocomplete: 'off', value: settings.who });
  input.addEventListener('input', () => (settings.who = input.value.trim()));
  return field(T('Signed by'), input);
}

/** An input with its name above it. */
export function field(name, input, more) {
  return h('label', { class: 'fld' }, h('span', {}, name), input, more && h('small', {}, more));
}

/** A line of text. */
export const line = (more) => h('input', { class: 'inp', type: 'text', autocomplete: 'off', maxlength: 60, ...more });

/** One of a few: [value, words]; `.value` is what is chosen. */
export function choice(name, options, value, onChange) {
  const group = h('div', { class: 'seg wide', role: 'radiogroup', 'aria-label': name });
  const buttons = options.map(([option, words]) => h('button', { type: 'button', role: 'radio', onclick: () => {
    set(option);
    onChange?.(option);
  } }, words));
  function set(chosen) {
    group.value = chosen;
    options.forEach(([option], i) => {
      attribute(buttons[i], 'aria-checked', String(option === chosen));
      buttons[i].tabIndex = option === chosen || (chosen === undefined && i === 0) ? 0 : -1;
    });
  }
  group.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = (at + step + buttons.length) % buttons.length;
    buttons[next].focus();
    buttons[next].click();
  });
  fill(group, buttons);
  set(value);
  return h('div', { class: 'fld' }, h('span', { 'aria-hidden': 'true' }, name), Object.assign(group, {}));
}

/** What of a `choice` is chosen. */
export const chosen = (fld) => fld.querySelector('[role=radiogroup]').value;

/** Some of a few: [value, words, isOn]; `.values()` are those that are on. */
export function several(name, options, none) {
  const boxes = options.map(([value, words, isOn]) => {
    const box = h('input', { type: 'checkbox', value, checked: isOn });
    return [box, h('label', { class: 'tick' }, box, h('span', {}, words))];
  });
  const element = h('fieldset', { class: 'fld' }, h('legend', {}, name), boxes.length === 0 ? h('p', { class: 'q' }, none) : boxes.map(([, label]) => label));
  element.values = () => boxes.filter(([box]) => box.checked).map(([box]) => box.value);
  return element;
}
