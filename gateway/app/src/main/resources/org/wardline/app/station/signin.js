/* Signing in: badge and PIN on a shared screen, or name and password. The PIN has its own keys, large enough for gloves. */
import { h, text, attribute } from './dom.js';
import { icon } from './icons.js';
import { T } from './words.js';
import { openDialog } from './dialog.js';

/** A dialog that nobody touches goes: it stands over tiles. */
const LEFT_ALONE_MS = 60_000;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A labelled field of a form. */
export function field(id, label, attributes) {
  const input = h('input', { class: 'inp', id, autocomplete: 'off', spellcheck: 'false', ...attributes });
  return { input, element: h('div', { class: 'field' }, h('label', { for: id }, label), input) };
}

/** Resolves true when somebody signed in, false when the dialog was closed. */
export function openSignIn(session) {
  return new Promise((resolve) => {
    let isIn = false, isQuick = localStorage.getItem('signin') !== 'name';
    const badge = field('signin-badge', T('Badge'), { type: 'password', maxlength: 64 });
    const pin = field('signin-pin', T('PIN'), { type: 'password', inputmode: 'numeric', maxlength: 8, pattern: '[0-9]*' });
    const name = field('signin-name', T('User name'), { type: 'text', maxlength: 64, autocapitalize: 'none', autocomplete: 'username' });
    const password = field('signin-password', T('Password'), { type: 'password', maxlength: 256, autocomplete: 'current-password' });
    const problem = h('p', { class: 'problem', role: 'alert' });
    const press = (change) => () => {
      pin.input.value = change(pin.input.value).slice(0, 8);
      pin.input.focus();
    };
    const pad = h('div', { class: 'pad', role: 'group', 'aria-label': T('PIN') },
      DIGITS.map((digit) => h('button', { type: 'button', class: 'btn', onclick: press((v) => v + digit) }, digit)),
      h('button', { type: 'button', class: 'btn', 'aria-label': T('Clear'), onclick: press(() => '') }, icon('x', 24)),
      h('button', { type: 'button', class: 'btn', onclick: press((v) => v + '0') }, '0'),
      h('button', { type: 'button', class: 'btn', 'aria-label': T('Delete last digit'), onclick: press((v) => v.slice(0, -1)) }, icon('back', 24)));
    const quick = h('div', { class: 'quick' }, h('div', { class: 'fields' }, badge.element, pin.element), pad);
    const full = h('div', { class: 'fields' }, name.element, password.element);
    const go = h('button', { type: 'submit', class: 'btn main' }, icon('check', 26), T('Sign in'));
    const ways = [[true, T('Badge and PIN')], [false, T('Name and password')]].map(([value, label]) =>
      [value, h('button', { type: 'button', onclick: () => choose(value) }, label)]);
    const form = h('form', { onsubmit: send },
      h('div', { class: 'row' }, h('h2', {}, T('Sign in')), h('button', { type: 'button', class: 'btn sq', 'aria-label': T('Close'), onclick: () => end() }, icon('x', 24))),
      h('div', { class: 'seg', role: 'group', 'aria-label': T('Way to sign in') }, ways.map(([, button]) => button)),
      quick, full, problem, h('div', { class: 'bt' }, go),
      h('p', { class: 'q' }, T('Alarms stay on this screen and sound while nobody is signed in.')));
    const element = h('div', { class: 'menu signin', role: 'dialog', 'aria-modal': 'true', 'aria-label': T('Sign in') }, h('section', {}, form));

    function choose(value) {
      isQuick = value;
      localStorage.setItem('signin', value ? 'badge' : 'name');
      quick.hidden = !value;
      full.hidden = value;
      ways.forEach(([way, button]) => attribute(button, 'aria-pressed', String(way === value)));
      (value ? badge : name).input.focus();
    }

    async function send(event) {
      event.preventDefault();
      if (isQuick && badge.input.value && !pin.input.value) { // a reader types the badge and Enter
        pin.input.focus();
        return;
      }
      go.disabled = true;
      text(problem, '');
      try {
        await session.signIn(isQuick ? { badge: badge.input.value.trim(), pin: pin.input.value } : { name: name.input.value.trim(), password: password.input.value });
        isIn = true;
        end();
      } catch (failure) {
        pin.input.value = password.input.value = '';
        text(problem, failure.waitS ? T('Too many attempts. Wait {n} s.', { n: failure.waitS })
          : [400, 403].includes(failure.status) ? T('Not known, or not right') : T('The gateway does not answer'));
        (isQuick ? pin : password).input.focus();
      } finally {
        go.disabled = false;
      }
    }

    const end = openDialog(element, () => {
      clearTimeout(alone);
      resolve(isIn);
    });
    let alone = setTimeout(() => end(), LEFT_ALONE_MS);
    for (const kind of ['pointerdown', 'keydown']) element.addEventListener(kind, () => {
      clearTimeout(alone);
      alone = setTimeout(() => end(), LEFT_ALONE_MS);
    });
    choose(isQuick);
  });
}
