/* How the gateway is: its parts and figures, nothing of a patient. */
import { h, fill, text, once } from './dom.js';
import { icon } from './icons.js';
import { T, known, hhmm, since, day } from './words.js';
import { ask } from './feed.js';

const EVERY_MS = 5000;
const STATE = { ok: 'All parts work', degraded: 'Some parts do not work', blind: 'Nobody is watched' };
const CLOCK = { synced: 'Set', stepped: 'Set by a jump', unset: 'Never set' };
const LOG = { ok: 'Stores', full: 'Full', broken: 'Does not store' };
const MODEL = { loading: 'Loads', ready: 'Works', refused: 'Refused', barred: 'Barred', stuck: 'Does not answer' };
const ENDINGS = { received: 'Received', stored: 'Stored', duplicate: 'Came twice', quarantined: 'Not readable', ignored: 'Ignored', refused: 'Refused' };

const count = (n) => Number(n || 0).toLocaleString('en').replaceAll(',', '\u202f');
const bytes = (n) => (n >= 1 << 30 ? (n / (1 << 30)).toFixed(1) + ' GiB' : (n / (1 << 20)).toFixed(1) + ' MiB');
const behind = /^the record system \((.+)\) is behind$/;
const reason = (said) => (known(said) ? T(said) : behind.test(said) ? T('Record system {name} is behind', { name: behind.exec(said)[1] }) : said);
const part = (title, ...rows) => h('section', { class: 'part' }, h('h3', {}, title), h('dl', {}, rows.filter(Boolean).map(([name, value, isIll]) =>
  h('div', { class: isIll ? 'ill' : '' }, h('dt', {}, name), h('dd', {}, isIll && icon('plug', 18), value)))));

export function status() {
  const parts = h('div', { class: 'parts' });
  const answer = h('p', { class: 'answer', role: 'status' });
  const element = h('section', { class: 'panel at', 'aria-label': T('Status') },
    h('div', { class: 'ph' }, h('h2', {}, T('Status')), answer),
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Status') }, parts));
  let timer;

  async function load() {
    clearTimeout(timer);
    try {
      const said = await ask('/api/status');
      if (element.hidden) return;
      text(answer, '');
      once(parts, 's', JSON.stringify(said), () => show(said));
    } catch {
      text(answer, T('The gateway does not answer'));
    }
    if (!element.hidden) timer = setTimeout(load, EVERY_MS);
  }

  function show(said) {
    const { log = {}, messages = {} } = said;
    fill(parts,
      part(T('Gateway'), [T('State'), T(STATE[said.state] || 'All parts work'), said.state !== 'ok'],
        said.since && [T('Since'), hhmm(said.since) + ', ' + day(said.since)],
        ...(said.reasons || []).map((why) => [T('Reason'), reason(why), true]),
        [T('Clock'), T(CLOCK[said.clock] || 'Set'), said.clock !== 'synced'],
        [T('Age of the view'), since(said.viewAgeMs), said.viewAgeMs > 3000],
        [T('Screens open'), count(said.pages)], [T('Version'), said.version]),
      part(T('Sealed log'), [T('State'), T(LOG[log.state] || 'Stores'), log.state !== 'ok'],
        [T('Filled'), bytes(log.bytes) + ' / ' + bytes(log.maxBytes) + ' · ' + Math.round((100 * log.bytes) / (log.maxBytes || 1)) + ' %'],
        [T('Entries'), count(log.entries)], [T('Damaged places'), count(log.damaged), log.damaged > 0],
        [T('In quarantine'), count(log.quarantined)], [T('Root key'), T(log.weakKey ? 'Beside the store: weak' : 'Given from outside'), log.weakKey]),
      ...(said.uplinks || []).map((way) => part(T('Record system {name}', { name: way.name }), [T('Delivered'), count(way.delivered)], [T('Waiting'), count(way.waiting)],
        [T('Held'), count(way.held), way.held > 0], [T('State'), T(way.troubled ? 'Does not take anything now' : 'Works'), way.troubled])),
      part(T('Models'), ...(said.models || []).map((model) => [model.name, T(MODEL[model.state] || 'Works'), !['ready', 'loading'].includes(model.state)]),
        !(said.models || []).length && [T('Models'), T('None')]),
      part(T('Messages since the start'), ...Object.entries(ENDINGS).map(([key, label]) => [T(label), count(messages[key]), ['quarantined', 'refused'].includes(key) && messages[key] > 0]),
        [T('Readings'), count(messages.readings)], [T('Alarms'), count(messages.alarms)]));
  }

  return { name: 'status', title: T('Status'), isListed: true, element, open: load, close: () => clearTimeout(timer) };
}
