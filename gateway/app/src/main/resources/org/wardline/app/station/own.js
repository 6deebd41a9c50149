/* One's own PIN or password, changed by whoever knows the old one. Secrets are typed here and never shown again. */
import { T } from './words.js';
import { choice, chosen, said } from './form.js';
import { field } from './signin.js';
import { formDialog, why } from './people.js';
import { session } from './session.js';

export function openOwn() {
  const which = choice(T('What changes?'), [['pin', T('PIN')], ['password', T('Password')]], 'pin');
  const secret = (id, label, autocomplete) => field(id, label, { type: 'password', maxlength: 256, required: true, autocomplete });
  const old = secret('own-old', T('The one until now'), 'current-password');
  const fresh = secret('own-new', T('The new one'), 'new-password');
  const again = secret('own-again', T('The new one once more'), 'new-password');
  formDialog(T('Change PIN or password'), [which, old.element, fresh.element, again.element], async () => {
    if (fresh.input.value !== again.input.value) throw said(T('The new ones are not the same'));
    await session.changeOwn({ old: old.input.value, [chosen(which)]: fresh.input.value });
  }, (failure) => failure.words || (failure.waitS ? T('Too many attempts. Wait {n} s.', { n: failure.waitS })
    : failure.status === 403 ? T('Not known, or not right') : why(failure)));
}
