/* The bar above and the foot below: counters that never change place, the first alarm, sound, order, clock. */
import { h, fill, text, attribute, once } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, day, hhmm, seconds, since } from './words.js';
import { delayMs } from './waves.js';
import { YELLOW_MS } from './feed.js';

const COUNTERS = [['high', 'tri'], ['medium', 'dia'], ['low', 'cir'], ['tech', 'plug'], ['held', 'check']];
/** A longer message takes two smaller lines: it is never cut. */
const LONG = 11;
const COUNTER_NAME = { high: 'high', medium: 'medium', low: 'low', tech: 'tech', held: 'acknowledged' };

export class Bar {
  /** `does` has first(), soundCheck(), order(byUrgency), list(), menu(), page(n), person(). */
  constructor(does) {
    this.does = does;
    this.name = h('b', {});
    this.sub = h('span', {});
    this.counts = Object.fromEntries(COUNTERS.map(([k]) => [k, h('li', { class: k })]));
    this.next = h('div', { class: 'next' });
    this.notices = h('div', { class: 'notices' });
    this.pages = h('span', { class: 'pages seg', role: 'group', 'aria-label': T('Beds'), hidden: true });
    this.sound = h('button', { class: 'pill', onclick: does.soundCheck });
    this.byRoom = h('button', { onclick: () => does.order(false) }, T('By room'));
    this.byUrgency = h('button', { onclick: () => does.order(true) }, T('By urgency'));
    this.lists = h('button', { class: 'pill tolist', 'aria-label': T('Alarms'), onclick: does.list }, icon('list', 20), h('span', {}, T('Alarms')));
    this.menu = h('button', { class: 'pill more', 'aria-label': T('More'), 'aria-haspopup': 'dialog', onclick: does.menu }, icon('more', 20));
    this.person = h('button', { class: 'pill person', hidden: true, onclick: does.person });
    this.minutes = h('span', { class: 'hm' });
    this.seconds = h('small', {});
    this.day = h('span', { class: 'day' });
    this.element = h('header', { class: 'bar' },
      h('div', { class: 'ward' }, h('h1', {}, this.name), this.sub),
      h('ul', { class: 'counts', 'aria-label': T('Alarms') }, Object.values(this.counts)),
      this.next,
      this.notices,
      h('div', { class: 'sys' }, this.pages, this.sound,
        h('span', { class: 'seg order', role: 'group', 'aria-label': T('Order of beds') }, this.byRoom, this.byUrgency), this.lists, this.person, this.menu),
      h('div', { class: 'clock', role: 'timer', 'aria-label': T('Time') }, this.minutes, this.seconds, this.day));
  }

  show(model, state, view) {
    text(this.name, state.ward);
    text(this.sub, T('{b} beds · {p} patients', { b: model.beds.length, p: model.patients }));
    for (const [k, shape] of COUNTERS) {
      once(this.counts[k], 'n', model.counts[k], () => {
        this.counts[k].className = k === 'held' ? (model.counts.held ? 'held' : '') : k + (model.counts[k] ? ' on' : '');
        fill(this.counts[k], icon(shape, k === 'held' ? 26 : 28), h('b', {}, String(model.counts[k])),
          h('span', { class: 'sr' }, T(COUNTER_NAME[k])));
      });
    }
    this.#first(model);
    this.element.classList.toggle('noted', state.notices.length > 0);
    once(this.notices, 'n', JSON.stringify(state.notices), () =>
      fill(this.notices, state.notices.map((notice) => h('span', { class: 'notice' }, T(notice)))));
    attribute(this.byRoom, 'aria-pressed', String(!view.byUrgency));
    attribute(this.byUrgency, 'aria-pressed', String(view.byUrgency));
    this.#pages(model, view);
  }

  #first(model) {
    const first = model.first;
    const many = model.isFlood ? T('{n} alarms, worst first', { n: model.open.length }) : '';
    once(this.next, 'f', first ? [first.name, first.v, first.form, first.short, first.label, many].join() : '', () => {
      if (!first) {
        fill(this.next, h('span', { class: 'calm' }, T('No open alarm')));
        return;
      }
      fill(this.next, many ? h('button', { class: 'flood', onclick: this.does.list }, many) : h('span', { class: 'k' }, T('First')),
        h('button', { class: 'tofirst' + (first.short.length > LONG ? ' long' : ''), onclick: this.does.first }, alarmIcon({ ...first, form: first.form === 'latched' ? 'latched' : 'open' }, 28), first.label && h('b', {}, first.label), h('span', {}, first.short)));
    });
  }

  #pages(model, view) {
    this.pages.hidden = view.pages < 2;
    if (view.pages < 2) return;
    const worst = Array.from({ length: view.pages }, (_, p) =>
      model.open.find((alarm) => view.pageOf(alarm.bed) === p));
    once(this.pages, 'p', JSON.stringify([view.page, worst.map((alarm) => alarm && alarm.priority + alarm.tech + alarm.form)]), () =>
      fill(this.pages, worst.map((alarm, p) =>
        h('button', { 'aria-pressed': String(p === view.page), onclick: () => this.does.page(p) }, alarm && alarmIcon(alarm, 18), view.pageName(p)))));
  }

  tick(wall) {
    text(this.minutes, hhmm(wall));
    text(this.seconds, ':' + seconds(wall));
    text(this.day, day(wall));
  }

  /** Who is signed in here; a press signs out, or in. */
  personIs(session) {
    this.person.hidden = !session.hasAccounts;
    once(this.person, 'p', session.person?.name || '', () => {
      const { person } = session;
      this.person.classList.toggle('in', Boolean(person));
      attribute(this.person, 'aria-label', person ? person.shown + ', ' + T('Sign out') : T('Sign in'));
      fill(this.person, icon('person', 20), person ? [h('b', {}, person.shown), h('span', {}, T('Sign out'))] : h('span', {}, T('Sign in')));
    });
  }

  /** What the pill says of this screen's sound. */
  soundIs(state) {
    once(this.sound, 's', JSON.stringify(state), () => {
      this.sound.className = 'pill' + (state.isGood ? '' : ' warn');
      fill(this.sound, icon(state.isGood ? 'bell' : 'off', 20), h('span', {}, state.words));
    });
  }
}

export class Foot {
  constructor() {
    this.left = h('span', {});
    this.right = h('span', { role: 'status' });
    this.element = h('footer', { class: 'foot' },
      this.left, h('span', { class: 'not' }, T('Bedside monitors alarm first. Wardline watches beside them.')), this.right);
  }

  show(hasWaves, silentMs, isSounding, station) {
    text(this.left, hasWaves
      ? T('Waves {n} s behind · 25 mm/s', { n: (delayMs() / 1000).toFixed(1) }) : T('Values only. Waves: open a bed.'));
    const isLate = silentMs > YELLOW_MS;
    this.right.className = isLate ? 'late' : '';
    text(this.right, isLate ? T('No message from the gateway for {t}', { t: since(silentMs) })
      : [T('Gateway live'), isSounding ? T('This screen sounds') : T('This screen does not sound'), innerWidth < 600 ? '' : station].filter(Boolean).join(' · '));
  }
}

/** Navigation under the thumb, on a phone. */
export class Nav {
  /** `does` has ward(), list() and menu(). */
  constructor(does) {
    this.count = h('em', { hidden: true });
    this.beds = h('button', { onclick: does.ward }, icon('grid', 24), h('span', {}, T('Beds')));
    this.alarms = h('button', { onclick: does.list }, icon('bell', 24), h('span', {}, T('Alarms')), this.count);
    this.element = h('nav', { class: 'bnav', 'aria-label': T('Ward') }, this.beds, this.alarms,
      h('button', { 'aria-haspopup': 'dialog', onclick: does.menu }, icon('more', 24), h('span', {}, T('More'))));
  }

  show(model, page) {
    attribute(this.beds, 'aria-current', page === 'ward' ? 'page' : null);
    attribute(this.alarms, 'aria-current', page === 'alarms' ? 'page' : null);
    this.count.hidden = model.open.length === 0;
    text(this.count, String(model.open.length));
  }
}
