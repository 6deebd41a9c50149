/*
 * The stream from the gateway, and what time it is there. What came is only as fresh as the gateway's newest view: a gateway
 * that talks but watches nobody counts as silent, and so does one whose messages come late. After a cut the page asks for a
 * whole state and shows nothing before it.
 */
import { T } from './words.js';

export const YELLOW_MS = 3000;
export const CUT_MS = 5000;
const RETRY_MS = 2000;
const WATCH_MS = 250;
/** How much faster one machine's clock may run than another's. */
const SKEW = 0.001;
/** A clock that is off by more was set. */
const STEP_MS = 1000;
const SLOWLY = 0.02;

export class Feed extends EventTarget {
  constructor(waves, station) {
    super();
    this.waves = waves;
    this.station = station;
    this.freshAt = performance.now();
    this.attempts = 0;
    this.state = undefined;
    this.clock = { at: 0, wall: Date.now(), seen: performance.now() };
    this.wasCut = false;
    this.base = Infinity;
    this.heardAt = this.freshAt;
    this.#open();
    setInterval(() => this.#watch(), WATCH_MS);
  }

  /** The gateway's clocks now: at is monotonic, wall is epoch milliseconds. */
  now() {
    const passed = performance.now() - this.clock.seen;
    return { at: this.clock.at + passed, wall: this.clock.wall + passed };
  }

  /** How long nothing fresh came. */
  silentMs() {
    return performance.now() - this.freshAt;
  }

  /** What is shown depends on who looks: the stream begins again. */
  again() {
    this.#open();
  }

  /** Other waves: the stream begins again. */
  use(waves) {
    if (waves !== this.waves) {
      this.waves = waves;
      this.#open();
    }
  }

  #open() {
    this.source?.close();
    const source = (this.source = new EventSource('/api/stream?' + new URLSearchParams({ waves: this.waves, station: this.station })));
    this.openedAt = performance.now();
    this.isFirst = true;
    const on = (name, f) => source.addEventListener(name, (event) => source === this.source && f(JSON.parse(event.data)));
    on('ward', (ward) => {
      this.state = { ...ward, beds: ward.beds };
      this.#heard(ward, true);
      this.#say('state', ward);
    });
    on('beds', (ward) => {
      if (!this.state || this.wasCut) return;
      const changed = new Map(ward.beds.map((bed) => [bed.bed, bed]));
      this.state = { ...this.state, ...ward, beds: this.state.beds.map((bed) => changed.get(bed.bed) || bed) };
      this.#heard(ward, false);
      this.#say('state', ward);
    });
    on('beat', (beat) => this.#heard(beat, false));
    on('wave', (wave) => this.#say('wave', wave));
    on('alarm', (alarm) => this.#say('alarm', alarm));
    on('dropped', () => source.close());
    source.onerror = () => source.close(); // the watch opens the next
  }

  #heard(message, isWhole) {
    const seen = performance.now();
    this.#setClock(message, seen);
    const fresh = seen - message.age - this.#late(message, seen);
    if (fresh > this.freshAt) this.freshAt = fresh;
    if (this.wasCut && isWhole && seen - fresh < YELLOW_MS) {
      this.wasCut = false;
      this.attempts = 0;
      this.#say('back');
    }
  }

  /**
   * How long a message was on its way beyond the least that any was: a slow wire delivers an old ward as steadily as a good one
   * delivers the new. What this page asked for cannot be older than its question; a gateway whose clock began anew is met so.
   */
  #late(message, seen) {
    const took = seen - message.at;
    const least = Math.max(this.base + SKEW * (seen - this.heardAt), this.isFirst ? this.openedAt - message.at : -Infinity);
    this.base = Math.min(took, least);
    this.heardAt = seen;
    this.isFirst = false;
    return took - this.base;
  }

  /** The message that was least late tells the time; later ones pull slowly, so that the waves do not tremble. */
  #setClock(message, seen) {
    const now = this.now();
    const ahead = message.wall - now.wall;
    const pull = ahead > 0 || ahead < -STEP_MS || this.clock.at === 0 ? 1 : SLOWLY;
    const atAhead = message.at - now.at;
    this.clock = { at: now.at + (Math.abs(atAhead) > STEP_MS ? atAhead : atAhead * pull), wall: now.wall + ahead * pull, seen };
  }

  #watch() {
    if (!this.wasCut && this.silentMs() > CUT_MS - WATCH_MS) { // so that it is never said later
      this.wasCut = true;
      this.#say('cut');
    }
    const openMs = performance.now() - this.openedAt;
    const closed = this.source.readyState === EventSource.CLOSED;
    const stuck = this.wasCut && openMs > RETRY_MS * 2; // also where it beats, but its whole state came too late
    if ((closed || stuck) && openMs > RETRY_MS / (this.wasCut ? 1 : 4)) {
      this.attempts++;
      this.#open();
    }
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/**
 * Whether people sign in here, how they are asked to, and what must be told before anything else is asked or done: that
 * somebody has left. session.js sets all.
 */
export const door = { hasAccounts: false, signIn: undefined, leave: undefined };

/** The gateway refused or did not answer: its status, what it said, and how long to wait. */
export class NotDone extends Error {
  constructor(path, status, said, waitS) {
    super(path + ' ' + status);
    this.status = status;
    this.said = said?.error || '';
    this.field = said?.field || '';
    this.percent = said?.percent; // of what is read, where that takes a while
    this.waitS = waitS;
  }
}

async function answerOf(path, options) {
  const answer = await fetch(path, { ...options, signal: AbortSignal.timeout(8000) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NotDone(path, answer.status, said, Number(answer.headers.get('Retry-After')) || 0);
  return said;
}

/** Asks until somebody has signed in or does not want to. */
async function withSession(send, isEntry) {
  await door.leave?.(); // until then the cookie is still of the one who left
  try {
    return await send();
  } catch (failure) {
    if (failure.status !== 401 || isEntry || !door.signIn || !(await door.signIn())) throw failure;
    return send();
  }
}

/** A question: what came back, or a rejection. */
export const ask = (path) => withSession(() => answerOf(path, {}), path === '/api/session');

/**
 * An act: what came back, or a rejection. Nobody signed in: the page asks, and then the act goes on. Who acts, the gateway knows
 * from the session; only a ward without accounts believes the page.
 */
export function act(path, body, { isEntry = false } = {}) {
  const send = () => answerOf(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(door.hasAccounts ? { ...body, who: undefined } : body),
  });
  return withSession(send, isEntry);
}

/** Tells the gateway that whoever was signed in here is not any more. */
export const leave = (station) => answerOf('/api/session/end', {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ station }),
});

/** What to say of an act that was not done. */
export const whyNot = (failure) => T(failure.status === 403 ? 'Your role may not do this'
  : failure.status === 401 ? 'Not done: nobody is signed in' : 'Not saved, try again');
