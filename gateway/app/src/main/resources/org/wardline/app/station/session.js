/*
 * Who is signed in at this screen. An act without a session asks to sign in and then goes on. A sign-in ends by time: the page
 * falls back to what a shared screen shows and goes on showing it.
 */
import { act, ask, door, leave, NotDone } from './feed.js';
import { settings, station } from './settings.js';
import { openSignIn } from './signin.js';

/** An act of the hand is told to the gateway at most so often, so that its clock of idleness begins anew. */
const ACTIVE_MS = 20_000;
/** A sign-out that the gateway did not hear is told again after this, until it has. */
const AGAIN_MS = 2000;

class Session extends EventTarget {
  constructor() {
    super();
    this.person = undefined;
    this.needsSetUp = false;
    this.isKnown = false;
    this.activeAt = 0;
    door.signIn = () => this.askToSignIn();
    door.leave = () => (settings.isLeaving ? this.#leave() : undefined);
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => this.#touched(), { capture: true });
  }

  /** Whether there are accounts at all. */
  get hasAccounts() {
    return door.hasAccounts;
  }

  /** Whether this right is given; without accounts everybody may. */
  may(right) {
    const has = (one) => Boolean(this.person?.rights.includes(one));
    return !right || right === 'look' || !door.hasAccounts || has(right) || (right === 'tray' && (has('care') || has('devices')));
  }

  async load() {
    try {
      this.#take(await ask('/api/session'));
    } catch {
      setTimeout(() => this.load(), 2000); // the gateway is away: the cover says so
    }
  }

  /** Opens the dialog once; true when somebody signed in. */
  askToSignIn() {
    this.asking ??= openSignIn(this).finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** `claim` is {badge, pin} or {name, password}; throws what the gateway says. */
  async signIn(claim) {
    this.#take(await act('/api/session', { ...claim, station }, { isEntry: true }));
  }

  async setUp(first) {
    this.#take(await act('/api/setup', { ...first, station }, { isEntry: true }));
  }

  async signOut() {
    settings.isLeaving = Boolean(this.person);
    this.#take({ accounts: true, setUp: false }); // at once, whatever the network does
    await door.leave()?.catch(() => undefined);
  }

  /** Nothing else is asked or done with the old cookie before the gateway has heard this. */
  #leave() {
    clearTimeout(this.again);
    this.leaving ??= leave(station).then(() => (settings.isLeaving = false), (failure) => {
      this.again = setTimeout(() => door.leave()?.catch(() => undefined), AGAIN_MS);
      throw failure;
    }).finally(() => (this.leaving = undefined));
    return this.leaving;
  }

  /** One's own, after the old one: `own` is {old, pin} or {old, password}; throws what the gateway says. */
  async changeOwn(own) {
    this.#take(await act('/api/session/secret', { ...own, station }));
  }

  #take(said) {
    const before = JSON.stringify([this.isKnown, this.person, this.needsSetUp]);
    door.hasAccounts = said.accounts;
    this.isKnown = true;
    this.needsSetUp = Boolean(said.setUp);
    this.person = said.person;
    clearTimeout(this.timer);
    if (said.person) this.timer = setTimeout(() => this.load(), Math.max(1000, said.leftMs + 500));
    if (before !== JSON.stringify([this.isKnown, this.person, this.needsSetUp])) this.dispatchEvent(new Event('change'));
  }

  #touched() {
    const now = performance.now();
    if (!this.person || now - this.activeAt < ACTIVE_MS) return;
    this.activeAt = now;
    act('/api/session/active', {}, { isEntry: true }).then((said) => this.person && this.#take(said)).catch(() => undefined);
  }
}

export const session = new Session();
export { NotDone };
