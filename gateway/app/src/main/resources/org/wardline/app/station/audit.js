/* What people did, for auditors: the newest first, page by page. */
import { h, fill, text } from './dom.js';
import { icon } from './icons.js';
import { T, hhmmss, day } from './words.js';
import { ask } from './feed.js';
import { actWords, changeWords, resultWords, roleWords, subjectWords } from './trail.js';

const COLUMNS = ['No.', 'Time', 'Who', 'Role', 'Station', 'Act', 'Subject', 'Before and after', 'Result'];
const STATION = { gateway: 'Gateway', 'command line': 'Command line' };

export function audit() {
  const rows = h('tbody', {});
  const answer = h('p', { class: 'answer', role: 'status' });
  const newest = h('button', { class: 'btn', onclick: () => load() }, T('Newest'));
  const older = h('button', { class: 'btn', onclick: () => load(before) }, icon('down', 20), T('Older'));
  let before;
  const element = h('section', { class: 'panel at', 'aria-label': T('Audit trail') },
    h('div', { class: 'ph' }, h('h2', {}, T('Audit trail')), answer, h('span', { class: 'srcs' }, T('Sealed and chained; check it with: wardline audit verify')), newest, older),
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Audit trail') }, h('table', { class: 'grid' },
      h('thead', {}, h('tr', {}, COLUMNS.map((name) => h('th', { scope: 'col' }, T(name))))), rows)));

  async function load(from) {
    try {
      const { lines } = await ask('/api/audit?max=100' + (from ? '&before=' + from : ''));
      fill(rows, lines.map(row));
      before = lines.at(-1)?.number;
      older.disabled = !(before > 1);
      text(answer, '');
      element.querySelector('.scroll').scrollTop = 0;
    } catch (failure) {
      text(answer, T(failure.status === 403 ? 'Your role may not do this' : 'The gateway does not answer'));
    }
  }

  function row(line) {
    const change = [line.old, line.new].filter(Boolean).map(changeWords).join(' → ');
    return h('tr', { class: /^[45]/.test(line.result) ? 'failed' : '' },
      h('td', { class: 'n' }, String(line.number)),
      h('td', {}, hhmmss(line.wall), h('small', {}, day(line.wall), line.clock && line.clock !== 'synced' && ' · ' + T('clock not sure'))),
      h('td', {}, line.who || '–'), h('td', {}, line.role ? roleWords(line.role) : '–'), h('td', {}, line.station ? T(STATION[line.station] || line.station) : '–'),
      h('td', {}, actWords(line.act)), h('td', {}, line.subject ? subjectWords(line.subject) : '–'), h('td', {}, change || '–'), h('td', {}, resultWords(line.result)));
  }

  return { name: 'audit', title: T('Audit trail'), needs: 'audit', isListed: true, element, open: () => load(), close: () => fill(rows) };
}
