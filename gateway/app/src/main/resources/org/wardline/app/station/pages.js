/*
 * The views beside the ward's tiles. A page is made once, by a function that gets the station
 * ({ openBed(id), go(name, param), watch(bed), feed(), model() }) and gives
 *   { name, title, key?, isListed?, element, open?(param), show?(model, now), close?() }
 * where `open` runs when the page comes into sight, `show` with every state and every second, `close` when it goes.
 * The address of a page is #name or #name/param, so that a browser's back button leaves it.
 */
import { T } from './words.js';
import { AlarmList } from './list.js';
import { bedPage } from './bed.js';

function alarms(station) {
  const list = new AlarmList(station.openBed);
  return { name: 'alarms', title: T('Alarms'), key: 'l', isListed: true, element: list.element, show: (model, now) => list.show(model, now) };
}

const MAKERS = [alarms, bedPage];

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
    this.current?.show?.(model, now);
  }

  #follow() {
    const [name, param] = location.hash.slice(1).split('/');
    const next = this.all.find((page) => page.name === name);
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
