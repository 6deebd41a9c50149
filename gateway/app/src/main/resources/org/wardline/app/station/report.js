/* How good the alarms are: how many for a bed and day, how fast they are answered, how many were worth it, who makes most. */
import { h, fill } from './dom.js';
import { T, hhmm, day } from './words.js';
import { ask } from './feed.js';
import * as past from './past.js';

const PRIORITY = { high: 'High priority', medium: 'Medium priority', low: 'Low priority', technical: 'Technical alarms', gateway: 'Gateway', all: 'All alarms' };

export function report() {
  const body = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Alarm report') });
  const element = h('section', { class: 'panel at past rep', 'aria-label': T('Alarm report') }, body);
  let days = 1, asked = 0;

  async function open() {
    const mine = ++asked;
    try {
      const told = await ask('/api/report?days=' + days);
      if (mine === asked) show(told);
    } catch (failure) {
      if (mine !== asked) return;
      past.failed(body, failure);
      if (failure.percent !== undefined) setTimeout(() => mine === asked && open(), past.SOON_MS);
    }
  }

  function show(told) {
    fill(body,
      h('div', { class: 'top' },
        h('div', {}, h('h2', {}, T('Alarm report') + ' · ' + T('Ward') + ' ' + told.ward),
          h('p', {}, T('{d} {a} to {b}. Made {t}.', { d: day(told.from), a: hhmm(told.from), b: day(told.to) + ' ' + hhmm(told.to), t: hhmm(told.made) }))),
        h('span', { class: 'sp' }),
        past.choice(T('Time'), [1, 2, 3].map((n) => [n, T('{n} h', { n: 24 * n })]), days, (next) => {
          days = next;
          open();
        }),
        past.fileLink('/api/report?format=csv&days=' + days, 'CSV'), past.printButton()),
      told.cut && h('p', { class: 'q' }, T('The log has more than is told here.')),
      totals(told),
      table(T('By priority'), [told.all, ...told.priorities], (line) => T(PRIORITY[line.name] || line.name)),
      table(T('By kind'), told.kinds, (line) => past.alarmWords({ alarm: 'x:' + line.name + ':1', kind: line.name, text: line.text, type: /\.(signal|silent|frozen|clock|disagree|fault|overdue|blind)$/.test(line.name) ? 'technical' : line.name.endsWith('.model') ? 'model' : 'physiological' })),
      table(T('By bed'), told.places, (line) => T('Bed {b}', { b: line.text || line.name })),
      table(T('By device'), told.devices, (line) => line.name),
      h('p', { class: 'q' }, T('Monitored time: a bed counts while its devices give data. Figures are of alarms that began in this time, by nearest rank.')));
  }

  return { name: 'report', title: T('Alarm report'), isListed: true, needs: 'care', element, open, close: () => asked++ };
}

const rate = (value) => value.toFixed(value < 10 ? 1 : 0);
const share = (line) => (line.usefulPercent === undefined ? '–' : `${line.usefulPercent} % (${line.useful + line.notUseful})`);

function totals(told) {
  const { all } = told;
  const parts = [[rate(all.perBedDay), 'alarms per bed-day'], [told.bedDays.toFixed(1), 'bed-days monitored'], [past.answered(all.answerMedianMs), 'to acknowledge, median'],
    [past.answered(all.answerNinetyMs), 'to acknowledge, 90 %'], [share(all), 'useful, of those marked'], [told.falseTechnical, 'technical, over within 1 min'],
    [told.floods, 'floods']];
  return h('div', { class: 'hs seven' }, parts.map(([value, label]) => h('div', {}, h('b', {}, String(value)), h('span', {}, T(label)))));
}

const COLUMNS = ['alarms', 'per bed-day', 'median', '90 %', 'not acknowledged', 'ended by itself', 'escalated', 'useful'];

function table(title, lines, name) {
  if (!lines.length) return undefined;
  const most = Math.max(...lines.map((line) => line.alarms), 1);
  return h('section', { class: 'block' }, h('h3', {}, title), h('table', { class: 'rt' },
    h('thead', {}, h('tr', {}, h('th', {}), COLUMNS.map((column) => h('th', { scope: 'col' }, T(column))))),
    h('tbody', {}, lines.map((line) => h('tr', {}, h('th', { scope: 'row' }, name(line)),
      h('td', { class: 'bar1' }, h('progress', { max: most, value: line.alarms, 'aria-hidden': 'true' }), h('b', {}, String(line.alarms))), h('td', {}, rate(line.perBedDay)),
      h('td', {}, past.answered(line.answerMedianMs)), h('td', {}, past.answered(line.answerNinetyMs)), h('td', {}, String(line.unanswered)),
      h('td', {}, String(line.alone)), h('td', {}, String(line.escalated)), h('td', {}, share(line)))))));
}
