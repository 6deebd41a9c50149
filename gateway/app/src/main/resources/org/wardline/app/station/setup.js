/* The first administrator, made with the code that the gateway's first start wrote on its standard error. */
import { h, text } from './dom.js';
import { T } from './words.js';
import { icon } from './icons.js';
import { field } from './signin.js';
import { session } from './session.js';

export function setUp(station) {
  const code = field('setup-code', T('Set-up code'), { type: 'text', maxlength: 40, autocapitalize: 'none' });
  const name = field('setup-name', T('User name'), { type: 'text', maxlength: 64, autocapitalize: 'none', autocomplete: 'username', pattern: '[A-Za-z0-9._\\-]{1,64}', required: true });
  const shown = field('setup-shown', T('Name shown'), { type: 'text', maxlength: 64, required: true });
  const password = field('setup-password', T('Password'), { type: 'password', minlength: 8, maxlength: 256, autocomplete: 'new-password', required: true });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const go = h('button', { type: 'submit', class: 'btn main' }, icon('check', 26), T('Make the administrator'));
  const form = h('form', { class: 'sheetlike', onsubmit: send },
    h('p', { class: 'q' }, T('The code stands once on the standard error of the gateway’s first start. Who has it administers the gateway.')),
    h('div', { class: 'fields' }, code.element, name.element, shown.element, password.element), problem, h('div', { class: 'bt' }, go));
  const done = h('p', { class: 'none' }, T('The gateway is set up. Sign in to go on.'));
  const element = h('section', { class: 'panel at', 'aria-label': T('Set-up') }, h('div', { class: 'ph' }, h('h2', {}, T('Set-up'))), h('div', { class: 'scroll' }, form, done));

  async function send(event) {
    event.preventDefault();
    go.disabled = true;
    text(problem, '');
    try {
      await session.setUp({ code: code.input.value, name: name.input.value.trim(), shown: shown.input.value.trim(), password: password.input.value });
      form.reset();
      station.go('people');
    } catch (failure) {
      text(problem, failure.waitS ? T('Too many attempts. Wait {n} s.', { n: failure.waitS })
        : failure.status === 403 ? T('Not known, or not right') : failure.status === 400 ? T('Check: {field}', { field: T(FIELDS[failure.field] || 'User name') })
          : failure.status === 409 ? T('A password has 8 to 256 characters') : T('The gateway does not answer'));
    } finally {
      go.disabled = false;
    }
  }

  function show() {
    form.hidden = session.isKnown && !session.needsSetUp;
    done.hidden = !form.hidden;
  }
  session.addEventListener('change', show);
  return { name: 'setup', title: T('Set-up'), element, open: show };
}

const FIELDS = { code: 'Set-up code', name: 'User name', shown: 'Name shown', password: 'Password' };
