/*
 * NEWS2 of a bed: the score and the last columns beside the values, and the whole chart as the paper has it, with its colours.
 * Each coloured cell prints its points; columns are signed, the framed one is from the devices and not signed yet.
 */
import { h, fill, text, once } from './dom.js';
import { T, hhmm, day } from './words.js';
import { pips } from './tile.js';
import { PARTS, PART, RISK, BANDS, CONSCIOUSNESS, band, rowOf } from './news2.js';

const MINI = 6;
/** The paper has a place for as many columns; empty ones wait for those to come. */
const COLUMNS = 14;

/** What stands in a cell of a part. */
export function written(part, scored, extra = {}) {
  if (!scored) return '–';
  if (part === 'o2') return scored.value ? (extra.o2 ? extra.o2 + ' L' : T('Oxygen')) : T('Air');
  if (part === 'consciousness') return scored.value;
  if (part === 'temp') return scored.value.toFixed(1);
  return String(Math.round(scored.value));
}

export class News2Panel {
  constructor() {
    this.scale = h('span', { class: 'srcs' });
    this.score = h('div', { class: 'score' });
    this.table = h('div', { class: 'minibox' });
    this.element = h('section', { class: 'panel n2p', 'aria-label': 'NEWS2' },
      h('div', { class: 'ph' }, h('h3', {}, 'NEWS2'), this.scale), this.score, this.table);
  }

  show(bed) {
    once(this.score, 'n', JSON.stringify(bed.news2 || null), () => drawScore(this.score, bed.news2));
  }

  chart(chart) {
    const columns = (chart?.columns || []).filter((column) => !column.withdrawn).slice(-MINI);
    once(this.table, 'c', JSON.stringify(columns.map((c) => [c.at, c.who, c.parts, c.least])), () => this.#draw(columns));
  }

  #draw(columns) {
    text(this.scale, columns.length ? T('SpO₂ scale {n}', { n: columns.at(-1).scale }) : '');
    const head = columns.map((column) => h('th', { scope: 'col' }, column.who ? hhmm(column.at) : T('now')));
    const rows = PARTS.map((part) => h('tr', {}, h('th', { scope: 'row' }, T(PART[part])), columns.map((column) => {
      const scored = column.parts[part];
      return h('td', { class: 'p' + (scored?.points || 0) }, written(part, scored, column.extra), scored?.points > 0 && h('sup', {}, scored.points));
    })));
    const totals = columns.map((column) => h('td', {}, column.missing.length ? '–' : column.least));
    fill(this.table, columns.length > 0 && h('table', { class: 'mini' },
      h('thead', {}, h('tr', {}, h('td', {}), head)), h('tbody', {}, rows),
      h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, T('Total')), totals))));
  }
}

/** The number, its pips and what it asks for; what is missing where it is not complete. */
export function drawScore(place, news2) {
  if (!news2) {
    fill(place);
    return;
  }
  place.className = 'score n2 b-' + news2.form;
  const words = news2.form === 'none'
    ? h('p', {}, h('b', {}, T('{n} of 7', { n: news2.known })), h('br', {}),
      T('Missing: {list}', { list: (news2.missing || []).map((part) => T(PART[part] || part)).join(', ') }))
    : h('p', {}, h('b', {}, T(RISK[news2.form][0])), h('br', {}), RISK[news2.form][1] && T(RISK[news2.form][1]));
  fill(place, h('span', { class: 'big' }, news2.value), news2.form !== 'none' && pips(news2), words);
}

/* ---------- the whole chart ---------- */

const GROUPS = [
  { part: 'rr', letter: 'A+B', name: 'RR', unit: '/min' },
  { part: 'spo2', letter: 'A+B', name: 'SpO₂ scale {n}' },
  { part: 'o2', letter: 'A+B', name: 'Air or O₂' },
  { part: 'sbp', letter: 'C', name: 'BP', unit: 'mmHg' },
  { part: 'pulse', letter: 'C', name: 'Pulse', unit: '/min' },
  { part: 'consciousness', letter: 'D', name: 'Consciousness' },
  { part: 'temp', letter: 'E', name: 'T', unit: '°C' },
];

export function news2Tab() {
  const dates = h('span', {});
  const box = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('NEWS2 chart') });
  const empty = h('p', { class: 'none' }, T('No data in this time'));
  const element = h('div', { class: 'npage' }, h('section', { class: 'paper' },
    h('div', { class: 'hd' }, h('b', {}, 'NEWS2'), dates, h('span', { class: 'sp' }), h('span', {}, T('Columns are signed; the framed one is from the devices, not signed yet'))),
    box,
    h('div', { class: 'cap' }, [1, 2, 3].map((p) => h('span', {}, h('i', { class: 's' + p }), p)), h('span', { class: 'sp' }),
      h('span', {}, T('Chart: National Early Warning Score (NEWS2), © Royal College of Physicians 2017')))));
  return {
    name: 'news2', title: T('NEWS2 chart'), element,
    load(chart) {
      const columns = (chart?.columns || []).slice(-COLUMNS);
      once(box, 'c', JSON.stringify(columns), () => {
        const days = [...new Set(columns.map((column) => day(column.at)))];
        text(dates, days.length > 1 ? days[0] + ' – ' + days.at(-1) : days[0] || '');
        fill(box, columns.length ? chartTable(columns) : empty);
      });
    },
  };
}

function chartTable(columns) {
  const scale = columns.at(-1)?.scale || 1;
  const rest = Array.from({ length: Math.max(0, COLUMNS - columns.length) });
  const cells = (write) => [...columns.map((column) => {
    const cell = write(column);
    return h('td', { class: [column.who ? '' : 'now', cell ? 'v' : ''].join(' ').trim() }, cell);
  }), ...rest.map(() => h('td', {}))];
  const head = h('tr', {}, h('td', {}), h('td', {}),
    columns.map((column) => h('th', { scope: 'col', class: column.who ? '' : 'now' }, hhmm(column.at))), rest.map(() => h('td', {})), h('td', {}));
  const body = GROUPS.flatMap((group) => groupRows(group, scale, cells));
  const foot = [
    h('tr', { class: 'tot first' }, h('th', { colspan: 2, scope: 'row' }, T('NEWS total')), columns.map((column) => totalCell(column)), rest.map(() => h('td', {})), h('td', {})),
    line('Next due', dueWords),
    line('Escalated', (column) => (column.escalated && !column.withdrawn ? T('yes') : '–')),
    line('Initials', (column) => initials(column.who)),
    columns.some((column) => column.withdrawn) && line('Entered in error', (column) => column.withdrawn && initials(column.withdrawn.by) + ' ' + hhmm(column.withdrawn.at)),
  ];
  /** Of a signed column when the next was due; of now, when the last signed one asks for it. */
  function dueWords(column) {
    const due = column.withdrawn ? 0 : column.who ? column.due : columns.findLast((one) => one.who && one.due && !one.withdrawn)?.due;
    return !due ? '–' : !column.who && due <= column.at ? T('now') : hhmm(due);
  }
  function line(name, write) {
    return h('tr', { class: 'ft' }, h('th', { colspan: 2, scope: 'row' }, T(name)), cells(write), h('td', {}));
  }
  return h('table', {}, h('caption', { class: 'sr' }, T('NEWS2 chart')), h('thead', {}, head), h('tbody', {}, body), h('tfoot', {}, foot));
}

function totalCell(column) {
  if (column.withdrawn) return h('td', {}, '–');
  if (column.missing.length) {
    return h('td', { class: column.who ? '' : 'now', title: T('Missing: {list}', { list: column.missing.map((part) => T(PART[part])).join(', ') }) },
      '–', h('small', {}, ' ' + T('{n} of 7', { n: 7 - column.missing.length })));
  }
  const form = band(column.least, column.three).form;
  return h('td', { class: [column.who ? '' : 'now', form === 'high' ? 't7' : form === 'med' ? 't5' : form === 'lm' ? 't1' : ''].join(' ').trim() }, column.least);
}

function groupRows(group, scale, cells) {
  const rows = rowsOf(group.part, scale);
  return rows.map(([range, points, holds], i) => h('tr', { class: 's' + points + (i === 0 ? ' first' : '') },
    i === 0 && h('th', { class: 'ng', scope: 'rowgroup', rowspan: rows.length }, group.letter, h('small', {}, T(group.name, { n: scale }), group.unit && ' ' + group.unit)),
    h('th', { class: 'rng', scope: 'row' }, range),
    cells((column) => {
      const scored = column.parts[group.part];
      return scored && holds(scored.value, column) ? mark(group.part, scored, column) : undefined;
    }),
    h('td', { class: 'pts' }, points || '')));
}

function mark(part, scored, column) {
  const words = part === 'consciousness' ? '✓' : written(part, scored, column.extra);
  return column.withdrawn ? h('s', {}, words) : [words, scored.points > 0 && h('sup', {}, scored.points)];
}

/** [range in words, points, whether a value belongs there] of each row of a part. */
function rowsOf(part, scale) {
  if (part === 'o2') return [[T('A = air'), 0, (value) => !value], [T('O₂ L/min'), 2, Boolean]];
  if (part === 'consciousness') return Object.entries(CONSCIOUSNESS).map(([letter, name]) => [T(name), letter === 'A' ? 0 : 3, (value) => value === letter]);
  const rows = part === 'spo2' && scale === 2 ? 'spo2on2' : part;
  if (rows === 'spo2on2') return scale2Rows();
  const step = part === 'temp' ? 0.1 : 1;
  const write = (number) => number.toFixed(part === 'temp' ? 1 : 0);
  return BANDS[rows].map(([least, points], i) => {
    const above = BANDS[rows][i - 1]?.[0];
    const range = above === undefined ? '≥ ' + write(least) : least === -Infinity ? '≤ ' + write(above - step) : write(least) + '–' + write(above - step);
    return [range, points, (value) => rowOf(rows, value) === i];
  });
}

/** On scale 2 the upper rows hold for oxygen alone; on air all above 92 are one row. */
function scale2Rows() {
  const onAir = (value, column) => rowOf('spo2on2', value) <= 2 && !column.parts.o2?.value;
  const rows = BANDS.spo2on2.map(([least, points], i) => {
    const above = BANDS.spo2on2[i - 1]?.[0];
    const range = above === undefined ? '≥ ' + least : least === -Infinity ? '≤ ' + (above - 1) : least + '–' + (above - 1);
    return [i <= 2 ? range + ' O₂' : range, points, (value, column) => rowOf('spo2on2', value) === i && !onAir(value, column)];
  });
  rows.splice(3, 0, ['≥ 93 ' + T('Air'), 0, onAir]);
  return rows;
}

/** Li Wei: LW; LW: LW. */
export function initials(who) {
  const words = who.split(/[\s.]+/).filter(Boolean);
  return words.length > 1 ? words.map((word) => word[0]).join('').toUpperCase() : who.slice(0, 4);
}
