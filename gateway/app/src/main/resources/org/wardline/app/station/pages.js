/*
 * The views beside the ward's tiles. A page is made once, by a function that gets the station
 * ({ openBed(id), go(name, param), watch(bed), feed(), model() }) and gives
 *   { name, title, key?, isListed?, needs?, element, open?(param), show?(model, now), note?(model, now), close?() }
 * where `open` runs when the page comes into sight, `show` with every state and every second, `close` when it goes; `note` runs
 * with every state, in sight or not.
 * A page that `needs` a right ('care', 'devices', 'box', 'audit') opens when somebody with it has signed in, and closes with the
 * session. The address of a page is #name or #name/param, so that a browser's back button leaves it.
 */
import { T } from './words.js';
import { AlarmList } from './list.js';
import { session } from './session.js';
import { setUp } from './setup.js';
import { people } from './people.js';
import { audit } from './audit.js';
import { status } from './status.js';
import { tray } from './tray.js';
import { devices } from './devices.js';
import { bedPage } from './bed.js';
import { handOver } from './handover.js';
import { record } from './record.js';
import { report } from './report.js';

function alarms(station) {
  const list = new AlarmList(station.openBed);
  return { name: 'alarms', title: T('Alarms'), key: 'l', isListed: true, element: list.element, open: () => list.begin(), show: (model, now) => list.show(model, now), note: (model, now) => list.note(model, now) };
}

const MAKERS = [
  alarms,
  tray,
  devices,
  status,
  people,
  audit,
  setUp,
  handOver,
  report,
  record,
  bedPage,
];

export class Pages {
  /** `onChange` runs when another page is in sight. */
  constructor(station, onChange) {
    this.all = MAKERS.map((make) => make(station));
    this.all.forEach((page) => (page.element.hidden = true));
    this.current = undefined;
    this.onChange = onChange;
    addEventListener('hashchange', () => this.#follow());
  }

  get name() {
    return this.current?.name || 'ward';
  }

  /** Somebody signed in or out: a page that is not theirs goes. */
  check() {
    if (this.current && !session.may(this.current.needs)) this.go('ward');
    else if (!this.current && location.hash) this.#follow();
  }

  /** Takes the page that the address names, once everything stands. */
  begin() {
    this.#follow();
  }

  go(name, param) {
    const hash = name === 'ward' ? '' : '#' + name + (param === undefined ? '' : '/' + encodeURIComponent(param));
    if (location.hash === hash) return;
    history.pushState(null, '', hash || location.pathname + location.search);
    this.#follow();
  }

  show(model, now) {
    this.all.forEach((page) => page.note?.(model, now));
    this.current?.show?.(model, now);
  }

  #follow() {
    const [name, param] = location.hash.slice(1).split('/');
    const named = this.all.find((page) => page.name === name);
    const next = session.isKnown && !session.may(named?.needs) ? undefined : named;
    if (named && !next && !session.person) session.askToSignIn(); // and then check() follows again
    if (this.current !== next) {
      this.current?.close?.();
      if (this.current) this.current.element.hidden = true;
      if (next) next.element.hidden = false;
      this.current = next;
    }
    next?.open?.(param === undefined ? undefined : decodeURIComponent(param));
    this.onChange();
  }
}
