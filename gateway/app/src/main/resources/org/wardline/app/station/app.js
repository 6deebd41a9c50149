/* The nurse station: what comes from the gateway goes on the screen; what a nurse does goes back. */
import { h, text, attribute, once, inStep } from './dom.js';
import { T, hhmm } from './words.js';
import { Feed, act, CUT_MS } from './feed.js';
import { wardModel, spokenAlarm, MANY } from './model.js';
import { layout, PAGE_BEDS } from './layout.js';
import { Order } from './order.js';
import { Bar, Foot, Nav } from './bar.js';
import { Cover } from './cover.js';
import { Pages } from './pages.js';
import { pause } from './quiet.js';
import { Sound } from './sound.js';
import { openSoundCheck, soundState } from './soundcheck.js';
import { openMenu } from './menu.js';
import { settings, station, dress } from './settings.js';
import { session } from './session.js';
import * as waves from './waves.js';
import './tile.js';

const ALIVE_MS = 2000;
const MOVED_MS = 2000;
const TAP_MS = 500;
const SHIFT_MS = 12 * 3600_000;
const PAUSE_MS = 120_000;
/** Alarms that this page remembers; after that it may say one again. */
const MOST_KNOWN = 5000;

const release = document.documentElement.dataset.release;
const order = new Order();
const sound = new Sound();
sound.volume = settings.volume;
const view = { page: 0, pages: 1, byUrgency: false, fit: undefined };
const tiles = new Map();
const announced = new Map();
const reported = new Set();
let isFlooded = false;
let model, cover, feed, focusId, pressed, wasPage, watched, movedAt = -Infinity;

const bar = new Bar({
  first: () => (model?.first?.bed ? openBed(model.first.bed) : pages.go('alarms')), // the gateway's own stand in the list
  soundCheck: () => openSoundCheck(sound, () => feed.now().wall, render),
  order: (byUrgency) => {
    settings.order = byUrgency ? 'urgency' : 'room';
    render();
  },
  list: () => pages.go(pages.name === 'alarms' ? 'ward' : 'alarms'),
  menu: () => openMenu(render, pages),
  person: () => (session.person ? session.signOut() : session.askToSignIn()),
  page: (page) => {
    view.page = page;
    render();
  },
});
const foot = new Foot();
const nav = new Nav({ ward: () => pages.go('ward'), list: () => pages.go('alarms'), menu: () => openMenu(render, pages) });
const wall = h('div', { class: 'wall', role: 'group', 'aria-label': T('Beds') });
const pages = new Pages({ openBed, go: (name, param) => pages.go(name, param), watch, feed: () => feed, model: () => model }, turned);
const main = h('main', { id: 'ward', tabindex: -1 }, wall, pages.all.map((page) => page.element));
const assertive = h('div', { class: 'sr', 'aria-live': 'assertive' });
const polite = h('div', { class: 'sr', 'aria-live': 'polite' });
document.body.append(h('a', { class: 'skip', href: '#ward' }, T('Skip to the beds')), bar.element, main, foot.element, nav.element, assertive, polite);

/* ---------- what is shown ---------- */

function render() {
  const now = feed.now();
  if (dress(now.wall)) waves.useTheme();
  bar.tick(now.wall);
  bar.soundIs(soundState(sound, hhmm));
  foot.show(view.fit?.waves === 'all', feed.silentMs(), sound.canSound(), station);
  cover?.tick(feed.silentMs(), feed.attempts);
  if (!feed.state || cover) return;
  model = wardModel(feed.state, now);
  isFlooded = model.isFlood || (isFlooded && model.open.length > MANY); // a list that is read does not change its form with one alarm
  model.isFlood = isFlooded;
  waves.useOff(model.beds);
  fit();
  view.byUrgency = (settings.order || (view.fit.kind === 'phone' ? 'urgency' : 'room')) === 'urgency';
  place();
  bar.show(model, feed.state, view);
  nav.show(model, pages.name);
  wall.hidden = pages.name !== 'ward';
  once(wall, 'hidden', wall.hidden, () => inStep(wall));
  pages.show(model, now);
  announce();
  want();
}

/** The form for this number of beds and this screen. */
function fit() {
  const root = document.documentElement;
  const found = layout(model.beds.length, innerWidth, innerHeight);
  once(wall, 'fit', JSON.stringify(found), () => {
    view.fit = found;
    root.style.zoom = found.zoom;
    root.dataset.kind = found.kind;
    wall.style.zoom = found.scale;
    wall.style.setProperty('--columns', found.columns);
    wall.style.setProperty('--row', (found.rowHeight || 0) + 'px');
    feed.use(found.waves);
    carry();
  });
}

/** Tiles in their order; none moves under a finger. */
function place() {
  view.pages = Math.ceil(model.beds.length / PAGE_BEDS);
  view.page = Math.min(view.page, Math.max(0, view.pages - 1));
  view.pageOf = (id) => Math.floor(model.beds.findIndex((bed) => bed.id === id) / PAGE_BEDS);
  view.pageName = (p) => model.beds[p * PAGE_BEDS].label + '–' + model.beds[Math.min(model.beds.length, (p + 1) * PAGE_BEDS) - 1].label;
  const sorted = order.of(model.beds, view.byUrgency, performance.now(), pages.name === 'bed');
  const shown = sorted.slice(view.page * PAGE_BEDS, (view.page + 1) * PAGE_BEDS);
  const ids = shown.map((bed) => bed.id).join('\n');
  for (const bed of shown) {
    let tile = tiles.get(bed.id);
    if (!tile) {
      tiles.set(bed.id, (tile = document.createElement('ward-tile')));
      tile.dataset.bed = bed.id;
    }
    tile.show(bed, view.fit.form);
  }
  once(wall, 'order', ids, () => {
    const before = new Map([...wall.children].map((tile, i) => [tile, i]));
    const next = shown.map((bed) => tiles.get(bed.id));
    const focused = document.activeElement;
    const isMove = before.size === next.length;
    wall.replaceChildren(...next);
    inStep(wall); // what is put in again begins its flash again
    if (next.includes(focused)) focused.focus({ preventScroll: true });
    if (isMove) markMoved(next.filter((tile, i) => before.get(tile) !== i));
    if (!shown.some((bed) => bed.id === focusId)) focusId = shown[0]?.id;
    rove();
  });
}

function markMoved(moved) {
  movedAt = performance.now();
  moved.forEach((tile) => tile.classList.add('moved'));
  setTimeout(() => moved.forEach((tile) => tile.classList.remove('moved')), MOVED_MS);
}

function rove() {
  for (const tile of wall.children) attribute(tile, 'tabindex', tile.dataset.bed === focusId ? '0' : '-1');
}

/** New alarms are read aloud, high ones at once; what was drawn on a visible screen is reported as seen. */
function announce() {
  for (const alarm of model.all) {
    if (alarm.form === 'held') continue;
    const version = alarm.name + ' ' + alarm.v;
    if (!document.hidden && !reported.has(version)) {
      reported.add(version);
      requestAnimationFrame(() => saw(alarm, version));
    }
    if (alarm.form !== 'open' || announced.get(alarm.name) === version + alarm.priority) continue;
    announced.set(alarm.name, version + alarm.priority);
    const words = (alarm.bed ? T('Bed {b}', { b: alarm.label }) : alarm.who || T('Gateway')) + ', ' + spokenAlarm(alarm);
    if (alarm.priority === 'high') text(assertive, words);
    else if (alarm.priority === 'medium') text(polite, words);
  }
  if (announced.size > MOST_KNOWN) announced.clear();
  if (reported.size > MOST_KNOWN) reported.clear();
}

function saw(alarm, version) {
  act('/api/station/saw', { station, alarm: alarm.name, v: alarm.v, visible: true }).catch(() => reported.delete(version));
}

function want() {
  sound.want(feed.state.sound);
}

/* ---------- what a nurse does ---------- */

function openBed(id) {
  if (!model?.beds.some((one) => one.id === id)) return;
  focusId = id;
  rove();
  pages.go('bed', id);
}

/** The waves of one bed in sight; until what it gives is called. A stream of their own carries them where the ward's has none. */
function watch(id) {
  watched = { id };
  carry();
  return () => {
    watched?.own?.close();
    watched = undefined;
  };
}

function carry() {
  if (!watched || !view.fit) return; // not before the form is known: the same samples twice would tangle
  const needsOwn = view.fit.waves === 'none';
  if (needsOwn && !watched.own) {
    watched.own = new EventSource('/api/stream?waves=' + encodeURIComponent(watched.id));
    watched.own.addEventListener('wave', (event) => waves.take(JSON.parse(event.data)));
  } else if (!needsOwn && watched.own) {
    watched.own.close();
    watched.own = undefined;
  }
}

/** Another page is in sight; from a bed, the focus goes back to its tile. */
function turned() {
  attribute(bar.lists, 'aria-pressed', String(pages.name === 'alarms'));
  if (feed) render();
  if (wasPage === 'bed' && pages.name === 'ward') tiles.get(focusId)?.focus({ preventScroll: true });
  wasPage = pages.name;
}

const tileOf = (event) => event.target.closest?.('ward-tile');

wall.addEventListener('pointerdown', (event) => {
  pressed = tileOf(event);
  order.touch(performance.now(), true);
});
addEventListener('pointerup', () => order.touch(performance.now(), false));
addEventListener('pointercancel', () => order.touch(performance.now(), false));
wall.addEventListener('pointermove', () => order.touch(performance.now(), order.isHeld));
wall.addEventListener('click', (event) => {
  const tile = pressed || tileOf(event);
  pressed = undefined;
  if (!tile) return;
  if (performance.now() - movedAt < TAP_MS) { // the order changed under the finger
    tile.dataset.again = T('Bed moved, tap again');
    setTimeout(() => delete tile.dataset.again, MOVED_MS);
    return;
  }
  openBed(tile.dataset.bed);
});
wall.addEventListener('focusin', (event) => {
  const tile = tileOf(event);
  if (tile) focusId = tile.dataset.bed;
  rove();
});

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

addEventListener('keydown', (event) => {
  if (event.target.closest?.('input, textarea, [role=dialog]') || event.ctrlKey || event.altKey || event.metaKey || cover) return;
  if (event.key === 'Escape' && pages.name === 'bed') pages.go('ward');
  order.touch(performance.now(), false);
  const all = [...wall.children];
  const at = all.findIndex((tile) => tile.dataset.bed === focusId);
  const inGrid = wall.contains(document.activeElement);
  const columns = view.fit?.columns || 1;
  const to = { ...STEPS, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (inGrid && to !== undefined) focus(all[at + to], event);
  else if (inGrid && event.key === 'Home') focus(all[0], event);
  else if (inGrid && event.key === 'End') focus(all.at(-1), event);
  else if (inGrid && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    openBed(focusId);
  } else if (settings.keys && (inGrid || pages.name !== 'ward' || document.activeElement === document.body)) singleKey(event.key.toLowerCase());
});

function focus(tile, event) {
  event.preventDefault();
  tile?.focus();
}

function singleKey(key) {
  if (key === 'n') tiles.get(model?.first?.bed)?.focus();
  else if (key === 'w') pages.go('ward');
  else if (key === 'p') pauseSound();
  else if (key === 'r' || key === 'u') {
    settings.order = key === 'u' ? 'urgency' : 'room';
    render();
  } else {
    const page = pages.all.find((one) => one.key === key);
    if (page) pages.go(page.name);
  }
}

/** Two minutes of silence: of the bed in sight or under the focus, else of every bed that asks for somebody. */
function pauseSound() {
  const [name, param] = location.hash.slice(1).split('/');
  const own = name === 'bed' ? decodeURIComponent(param || '') : wall.contains(document.activeElement) ? focusId : undefined;
  const beds = own ? [own] : model.beds.filter((bed) => bed.alarms.some((alarm) => alarm.bed && alarm.form !== 'held')).map((bed) => bed.id);
  Promise.all(beds.map(pause)).then((failed) => failed.some(Boolean) && text(assertive, T('Not saved, try again')));
}

/* ---------- the gateway ---------- */

function cut() {
  document.querySelectorAll('[role=dialog]').forEach((dialog) => (dialog.dataset.kept === undefined ? dialog.remove() : (dialog.hidden = true))); // what somebody is writing stays
  const last = feed.state ? feed.now().wall - feed.silentMs() : 0;
  cover = new Cover(model?.all || [], last, () => {
    sound.want('off');
    setTimeout(() => cover && sound.want('cut'), PAUSE_MS);
  });
  document.documentElement.dataset.cut = '1';
  [bar.element, main, foot.element, nav.element].forEach((part) => (part.inert = true));
  document.body.append(cover.element);
  cover.element.focus();
  inStep(document);
  sound.want('cut');
  render();
}

function back() {
  cover?.element.remove();
  cover = undefined;
  delete document.documentElement.dataset.cut;
  [bar.element, main, foot.element, nav.element].forEach((part) => (part.inert = false));
  waves.forget();
  document.querySelectorAll('[role=dialog][data-kept]').forEach((dialog) => (dialog.hidden = false));
  render();
}

function alive() {
  if (sound.checkedAt && feed.now().wall - sound.checkedAt > SHIFT_MS) sound.forget();
  if (feed.silentMs() < CUT_MS) {
    act('/api/station/alive', { station, visible: !document.hidden && !cover, canSound: sound.canSound() }).catch(() => undefined);
  }
}

session.addEventListener('change', () => {
  bar.personIs(session);
  if (session.needsSetUp && pages.name === 'ward') pages.go('setup');
  waves.forget();
  feed.again(); // what is shown depends on who looks
  pages.check();
});
pages.begin();
feed = new Feed(innerWidth < 1200 ? 'none' : 'all', station);
waves.useClock(() => feed.now().wall);
feed.addEventListener('state', (event) => {
  if (event.detail.release && event.detail.release !== release) location.reload(); // the gateway has a newer page
  render();
});
feed.addEventListener('wave', (event) => waves.take(event.detail));
feed.addEventListener('cut', cut);
feed.addEventListener('back', back);
sound.onchange = render;
addEventListener('pointerdown', () => sound.wake().catch(() => undefined), { capture: true });
addEventListener('keydown', () => sound.wake().catch(() => undefined), { capture: true });
addEventListener('resize', render);
document.addEventListener('visibilitychange', alive);
dress(Date.now());
waves.useTheme();
session.load();

/* once a second, on the second of the gateway's clock */
(function tick() {
  render();
  inStep(document);
  setTimeout(tick, 1000 - (feed.now().wall % 1000));
})();
setInterval(alive, ALIVE_MS);
alive();
