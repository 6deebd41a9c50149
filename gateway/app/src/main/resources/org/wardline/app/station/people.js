/* Who may sign in, for administrators: make, change, disable. Secrets are typed here and never shown again. */
import { h, fill, text, attribute } from './dom.js';
import { icon } from './icons.js';
import { T } from './words.js';
import { ask, act } from './feed.js';
import { station as screen } from './settings.js';
import { openDialog } from './dialog.js';
import { field } from './signin.js';

export const ROLES = { nurse: 'Nurse', physician: 'Physician', engineer: 'Biomedical engineer', administrator: 'Administrator', auditor: 'Auditor' };
const SAID = {
  name: 'Check: user name', shown: 'Check: name shown', role: 'Check: role', password: 'Check: password', badge: 'Check: badge', pin: 'Check: PIN', beds: 'Check: beds',
};
const WHY = {
  'somebody is called so already': 'Somebody is called so already', 'somebody has this badge already': 'Somebody has this badge already',
  'a password, or a badge with a PIN, must be given': 'Give a password, or a badge with a PIN', 'the last administrator stays': 'The last administrator stays',
  'this PIN is among the first that are guessed': 'This PIN is guessed first', 'a PIN has 4 to 8 digits': 'A PIN has 4 to 8 digits',
  'a badge has 4 to 64 visible characters': 'A badge has 4 to 64 characters', 'a password has 8 to 256 bytes': 'A password has 8 to 256 characters',
};
export const why = (failure) => T(failure.status === 409 ? WHY[failure.said] || 'Not saved, try again'
  : failure.status === 400 ? SAID[failure.field] || 'Not saved, try again' : failure.status === 403 ? 'Your role may not do this' : 'Not saved, try again');

/** The fields of an account that can be changed later. */
function secrets(prefix) {
  const password = field(prefix + '-password', T('Password'), { type: 'password', maxlength: 256, autocomplete: 'new-password' });
  const badge = field(prefix + '-badge', T('Badge'), { type: 'password', maxlength: 64 });
  const pin = field(prefix + '-pin', T('PIN'), { type: 'password', inputmode: 'numeric', maxlength: 8, autocomplete: 'new-password' });
  const beds = field(prefix + '-beds', T('Beds of the patients'), { type: 'text', maxlength: 500 });
  beds.element.append(h('small', {}, T('Names with a space between; empty: all beds')));
  const said = () => {
    const body = {};
    if (password.input.value) body.password = password.input.value;
    if (badge.input.value || pin.input.value) Object.assign(body, { badge: badge.input.value.trim(), pin: pin.input.value });
    return body;
  };
  return { password, badge, pin, beds, said, bedNames: () => beds.input.value.split(/[\s,]+/).filter(Boolean) };
}

/** A dialog with a form that sends and closes, or says why not. */
export function formDialog(title, fields, send, say = why) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const form = h('form', { class: 'sheetlike', onsubmit: async (event) => {
    event.preventDefault();
    text(problem, '');
    try {
      await send();
      close();
    } catch (failure) {
      text(problem, say(failure));
    }
  } },
  h('div', { class: 'row' }, h('h2', {}, title), h('button', { type: 'button', class: 'btn sq', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
  h('div', { class: 'fields' }, fields), problem,
  h('div', { class: 'bt' }, h('button', { type: 'submit', class: 'btn main' }, icon('check', 26), T('Save'))));
  const close = openDialog(h('div', { class: 'menu signin', role: 'dialog', 'aria-modal': 'true', 'aria-label': title }, h('section', {}, form)));
  form.querySelector('input, select').focus();
}

export function people() {
  const rows = h('tbody', {});
  const answer = h('p', { class: 'answer', role: 'status' });
  const element = h('section', { class: 'panel at', 'aria-label': T('People') },
    h('div', { class: 'ph' }, h('h2', {}, T('People')), answer, h('button', { class: 'btn', onclick: add }, icon('plus', 22), T('Add a person'))),
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('People') }, h('table', { class: 'grid' },
      h('thead', {}, h('tr', {}, ['Name', 'User name', 'Role', 'Beds', 'Ways to sign in', 'State', 'Change'].map((name) => h('th', { scope: 'col' }, T(name))))), rows)));

  async function load() {
    try {
      const { people: all } = await ask('/api/people');
      fill(rows, all.map(row));
      text(answer, '');
    } catch (failure) {
      text(answer, T('The gateway does not answer'));
    }
  }

  function row(person) {
    const ways = [person.hasBadge && T('Badge and PIN'), person.hasPassword && T('Password')].filter(Boolean).join(', ');
    return h('tr', { class: person.disabled ? 'off' : '' },
      h('th', { scope: 'row' }, person.shown), h('td', {}, person.name), h('td', {}, T(ROLES[person.role])),
      h('td', {}, person.role === 'physician' ? person.beds.join(' ') || T('All') : '–'), h('td', {}, ways || '–'),
      h('td', {}, T(person.disabled ? 'Disabled' : 'Enabled')),
      h('td', {}, h('button', { class: 'btn', 'aria-label': T('Change') + ' ' + person.shown, onclick: () => change(person) }, T('Change')),
        h('button', { class: 'btn', onclick: () => set(person, { disabled: !person.disabled }) }, T(person.disabled ? 'Enable' : 'Disable'), h('span', { class: 'sr' }, ' ' + person.shown))));
  }

  async function set(person, body) {
    try {
      await act('/api/people/' + encodeURIComponent(person.name), { ...body, station: screen });
    } catch (failure) {
      text(answer, why(failure));
      return;
    }
    await load();
  }

  function change(person) {
    const own = secrets('change');
    own.beds.input.value = person.beds.join(' ');
    formDialog(person.shown, [own.password.element, own.badge.element, own.pin.element, person.role === 'physician' && own.beds.element], async () => {
      const beds = person.role === 'physician' ? { beds: own.bedNames() } : {};
      await act('/api/people/' + encodeURIComponent(person.name), { ...own.said(), ...beds, station: screen });
      await load();
    });
  }

  function add() {
    const name = field('add-name', T('User name'), { type: 'text', maxlength: 64, autocapitalize: 'none', required: true, pattern: '[A-Za-z0-9._\\-]{1,64}' });
    const shown = field('add-shown', T('Name shown'), { type: 'text', maxlength: 64, required: true });
    const role = h('select', { class: 'inp', id: 'add-role' }, Object.entries(ROLES).map(([value, label]) => h('option', { value }, T(label))));
    const own = secrets('add');
    const bedsOfPhysician = () => attribute(own.beds.element, 'hidden', role.value === 'physician' ? null : '');
    role.addEventListener('change', bedsOfPhysician);
    bedsOfPhysician();
    formDialog(T('Add a person'), [name.element, shown.element, h('div', { class: 'field' }, h('label', { for: 'add-role' }, T('Role')), role),
      own.badge.element, own.pin.element, own.password.element, own.beds.element], async () => {
      const beds = role.value === 'physician' ? { beds: own.bedNames() } : {};
      await act('/api/people', { name: name.input.value.trim(), shown: shown.input.value.trim(), role: role.value, ...own.said(), ...beds, station: screen });
      await load();
    });
  }

  return { name: 'people', title: T('People'), needs: 'box', isListed: true, element, open: load, close: () => fill(rows) };
}
