/* The hand-over of a shift: worst patient first, quiet ones in one line; on the screen and on A4. All of it is from the gateway's log. */
import { h, fill } from './dom.js';
import { icon } from './icons.js';
import { T, age, hhmm, day } from './words.js';
import { ask } from './feed.js';
import { pips } from './tile.js';
import * as past from './past.js';
import { openErase } from './patient.js';

/** The page asks anew so often while it is open; a shift goes on. */
const AGAIN_MS = 60_000;
const SVG = 'http://www.w3.org/2000/svg';
/** Gaps of one cause that are told one by one. */
const FEW = 3;
const MOST = 13; // what the line of NEWS2 shows at most, as on the chart

export function handOver() {
  const body = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Hand-over') });
  const element = h('section', { class: 'panel at past ho', 'aria-label': T('Hand-over') }, body);
  const page = { name: 'handover', title: T('Hand-over'), key: 'h', isListed: true, needs: 'care', element, open, close };
  let which = 'shift', timer, asked = 0;

  async function open() {
    close();
    const mine = ++asked;
    try {
      let told = await ask('/api/handover');
      if (which === 'before') told = { ...(await ask(`/api/handover?from=${told.before.from}&to=${told.before.to}`)), shift: told.before };
      if (mine === asked) show(told);
    } catch (failure) {
      if (mine === asked && !body.querySelector('table')) past.failed(body, failure);
    }
    if (mine === asked && !element.hidden) timer = setTimeout(open, body.querySelector('table') ? AGAIN_MS : past.SOON_MS);
  }

  function close() {
    asked++;
    clearTimeout(timer);
  }

  function show(told) {
    const opened = new Set([...body.querySelectorAll('details[open]')].map((one) => one.dataset.bed));
    const top = body.scrollTop;
    const head = h('div', { class: 'top' },
      h('div', {}, h('h2', {}, T('Hand-over') + ' · ' + T('Ward') + ' ' + told.ward),
        h('p', {}, T('{d} {a} to {b}. Made {t}.', { d: day(told.from), a: hhmm(told.from), b: hhmm(told.shift.to), t: hhmm(told.made) }))),
      h('span', { class: 'sp' }),
      past.choice(T('Shift'), [['shift', T('This shift')], ['before', T('Last shift')]], which, (next) => {
        which = next;
        open();
      }),
      past.printButton());
    const names = new Map([...told.patients, ...told.quiet].map((patient) => [patient.bed, patient.label || patient.bed]));
    fill(body, head, told.cut && h('p', { class: 'q' }, T('The log has more than is told here.')), totals(told.totals), h('table', { class: 'ht' },
      h('thead', {}, h('tr', {}, ['Bed', 'Alarms', 'NEWS2', 'Changed', 'Gaps', 'Open'].map((title) => h('th', { scope: 'col' }, T(title))))),
      h('tbody', {}, told.gateway.length > 0 && gatewayRow(told, names), told.patients.map((patient) => row(patient, told, opened)), told.quiet.length > 0 && quietRow(told))),
    h('div', { class: 'signs' }, ['Handed over by', 'Taken over by', 'Time'].map((label) => h('div', {}, T(label)))),
    h('p', { class: 'q' }, T('From the alarm log. Bedside monitors alarm first. Wardline watches beside them.')));
    body.scrollTop = top;
  }

  return page;
}

function totals(of) {
  const parts = [[of.patients, 'patients'], [of.alarms, 'alarms'], [past.answered(of.answerMedianMs), 'to acknowledge, median'],
    [of.escalated, 'escalated'], [past.lasting(of.withoutDataMs), 'without data'], [of.open, 'open tasks']];
  return h('div', { class: 'hs' }, parts.map(([value, label]) => h('div', {}, h('b', {}, String(value)), h('span', {}, T(label)))));
}

function row(patient, told, opened) {
  const notHere = !patient.here && lastMove(patient) && moveWords(lastMove(patient));
  return h('tr', {},
    h('th', { scope: 'row' }, h('span', { class: 'bd' }, h('b', {}, patient.label || patient.bed), h('span', {}, patient.who || '', notHere && h('small', {}, notHere))), notHere && lastMove(patient).what === 'discharged' && erase(patient)),
    h('td', { class: 'c-al' }, alarms(patient, opened)),
    h('td', { class: 'c-nw' }, score(patient, told)),
    h('td', {}, lines(changes(patient, told))),
    h('td', {}, lines(gaps(patient, told))),
    h('td', {}, tasks(patient, told)));
}

/** Each gap, or of many with one cause how many and how long. */
function gaps(patient, told) {
  const same = Map.groupBy(patient.gaps, (gap) => (gap.sign ? past.signName(gap.sign) + ' ' : '') + past.causeName(gap.cause));
  return [...same].flatMap(([name, all]) => (all.length <= FEW ? all.map((gap) => name + ' ' + past.span(gap.from, gap.to, told.from))
    : name + ' ' + T('{n} times, {t}', { n: all.length, t: past.lasting(all.reduce((sum, gap) => sum + gap.to - gap.from, 0)) })));
}

const nothing = () => h('small', {}, '–');
const lines = (all) => (all.length ? all.map((line) => h('div', {}, line)) : nothing());

const lastMove = (patient) => patient.moves.findLast((one) => one.what !== 'admitted');

/** Who has left for good can be forgotten. */
function erase(patient) {
  const button = h('button', { class: 'btn noprint', 'aria-haspopup': 'dialog', onclick: () => openErase(patient.stay, patient.label || patient.bed, () => {
    button.disabled = true;
    fill(button, T('Name erased'));
  }) }, T('Erase the name'));
  return button;
}

function moveWords(move) {
  return move.what === 'moved' ? T('moved to bed {b} {t}', { b: move.toBed, t: hhmm(move.at) }) : T('discharged {t}', { t: hhmm(move.at) });
}

/** Counts by shape, how fast they were answered, and each of them behind a fold. */
function alarms(patient, opened) {
  const { counts } = patient;
  const each = [...patient.alarms, ...patient.shared];
  if (each.length === 0) return nothing();
  const shapes = [['high', 'tri', 'k-h'], ['medium', 'dia', 'k-m'], ['low', 'cir', 'k-l'], ['technical', 'plug', 'k-t']].filter(([name]) => counts[name] > 0);
  return [
    h('div', { class: 'al' }, shapes.map(([name, shape, colour]) => h('span', { class: colour, role: 'img', 'aria-label': T(NAMED[name], { n: counts[name] }) }, icon(shape, 18), h('span', { 'aria-hidden': 'true' }, String(counts[name]))))),
    patient.answerMedianMs !== undefined && h('small', {}, T('answered {a}, slowest {b}', { a: past.answered(patient.answerMedianMs), b: past.answered(patient.answerSlowestMs) })),
    counts.escalated > 0 && h('small', {}, T('{n} escalated', { n: counts.escalated })),
    counts.unanswered > 0 && h('small', {}, T('{n} not acknowledged', { n: counts.unanswered })),
    h('details', { 'data-bed': patient.bed, open: opened.has(patient.bed) }, h('summary', {}, T('Each alarm')),
      h('ul', {}, each.map((alarm) => h('li', {}, past.alarmShape(alarm, 14), h('span', {}, alarmLine(alarm)))))),
  ];
}

const NAMED = { high: '{n} high', medium: '{n} medium', low: '{n} low', technical: '{n} technical' };

function alarmLine(alarm, where = past.sharing(alarm)) {
  const answer = alarm.answerMs !== undefined ? T('{who} after {t}', { who: alarm.by, t: past.answered(alarm.answerMs) })
    : alarm.ended !== undefined ? T('Ended, not acknowledged') : T('Not acknowledged');
  return [hhmm(alarm.raised) + ' ' + past.alarmWords(alarm), where, answer, alarm.escalated && T('Escalated')].filter(Boolean).join(' · ');
}

const band = (score) => (score.least >= 7 ? 'high' : score.least >= 5 ? 'med' : score.three ? 'lm' : 'low'); // RCP, NEWS2, 2017, chart 2
const PIPS = { high: 3, med: 2, lm: 1 };

/** The course of the total through the shift, its last value, and the worst where that is another. */
function score(patient, told) {
  const { trend, last, worst, three } = patient.news2;
  if (!last) return patient.news2.now ? h('small', {}, T('no total')) : nothing();
  const form = band(last);
  const isWorse = worst && worst.least > last.least;
  return [
    h('span', { class: 'hn n2 b-' + form }, line(trend, told, last), h('b', {}, String(last.least)), pips({ pips: PIPS[form] || (last.least > 0 ? 1 : 0) })),
    isWorse && h('small', {}, T('worst {n}, {t}', { n: worst.least, t: hhmm(worst.at) })),
    three && h('small', {}, T('one 3')),
  ];
}

function line(trend, told, last) {
  const totals = trend.filter((score) => score.least === score.most);
  const width = 128, height = 34;
  const x = (at) => 4 + (width - 8) * Math.min(1, Math.max(0, (at - told.from) / Math.max(1, told.to - told.from)));
  const y = (value) => height - 4 - (height - 8) * Math.min(value, MOST) / MOST;
  const steps = totals.flatMap((score, i) => (i ? [[score.at, totals[i - 1].least], [score.at, score.least]] : [[score.at, score.least]]));
  steps.push([told.to, last.least]);
  const part = (tag, attributes) => {
    const one = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    return one;
  };
  const svg = part('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'NEWS2 ' + thinned(totals).join(', ') });
  svg.append(
    part('path', { d: `M0 ${y(5)}H${width}M0 ${y(7)}H${width}`, class: 'rule', 'stroke-dasharray': '3 3' }),
    part('polyline', { fill: 'none', stroke: 'currentColor', 'stroke-width': 2.4, 'stroke-linejoin': 'round', points: steps.map(([at, value]) => x(at).toFixed(1) + ',' + y(value).toFixed(1)).join(' ') }),
    part('circle', { cx: x(told.to), cy: y(last.least), r: 3.6, fill: 'currentColor' }));
  return svg;
}

/** Few enough to be read aloud: the last ones. */
const thinned = (totals) => totals.slice(-6).map((score) => score.least);

function changes(patient, told) {
  const all = patient.limits.map((change) => past.limitWords(change) + ' ' + past.moment(change.at, told.from) + ', ' + change.who + (change.reason ? ': ' + change.reason : ''));
  const lengths = (some) => some.reduce((sum, one) => sum + Math.min(one.to ?? told.to, told.to) - Math.max(one.from, told.from), 0);
  const paused = patient.silences.filter((one) => one.state === 'paused');
  if (paused.length) {
    all.push(T('sound paused {n} times, {t}', { n: paused.length, t: past.lasting(lengths(paused)) }) + ' · ' + people(paused));
  }
  for (const off of patient.silences.filter((one) => one.state === 'off')) {
    all.push(T('sound off {t}', { t: past.span(off.from, off.to, told.from) }) + ', ' + off.by + (off.reason ? ': ' + off.reason : ''));
  }
  const seen = patient.observations.filter((one) => one.withdrawn === undefined);
  if (seen.length) all.push(T('{n} observations, last {t}', { n: seen.length, t: hhmm(seen.at(-1).at) }) + ', ' + seen.at(-1).who);
  patient.observations.filter((one) => one.withdrawn !== undefined).forEach((one) => all.push(T('Observations') + ' ' + past.moment(one.at, told.from) + ', ' + one.who + ': '
    + T('Entered in error: {who}, {t}', { who: one.withdrawnBy, t: past.moment(one.withdrawn, told.from) })));
  patient.moves.filter((move) => move.what !== 'discharged').forEach((move) => all.push(
    move.what === 'admitted' ? T('admitted {t}', { t: hhmm(move.at) }) : T('moved from bed {b} {t}', { b: move.fromBed, t: hhmm(move.at) })));
  patient.notes.filter((note) => !note.task).forEach((note) => all.push(hhmm(note.at) + ' ' + note.text + (note.who ? ', ' + note.who : '')));
  return all;
}

const people = (acts) => [...new Set(acts.map((one) => one.by).filter(Boolean))].join(', ');

/** What the next shift takes over. */
function tasks(patient, told) {
  const all = [...patient.open, ...(patient.here ? patient.shared.filter((alarm) => alarm.ended === undefined) : [])].map((alarm) => past.alarmWords(alarm) + ' ' + past.moment(alarm.raised, told.from) + ', '
    + (alarm.state === 'acked' ? T('Acknowledged by {who}', { who: alarm.by || '–' }) : alarm.state === 'latched' ? T('Ended, not acknowledged') : T('Not acknowledged')));
  patient.notes.filter((note) => note.task).forEach((note) => all.push(note.text + ' ' + hhmm(note.at)));
  const due = patient.observationsDue;
  if (due !== undefined) {
    const late = told.to - due;
    all.push(late > 0 ? T('Observations overdue {t}', { t: past.lasting(late) }) : T('Observations next {t}', { t: past.moment(due, told.from) }));
  }
  patient.silences.filter((one) => one.to === undefined && patient.here).forEach((one) => all.push(
    one.until !== undefined ? T('Sound comes back at {t}', { t: hhmm(one.until) }) : T('Sound is off, {who}', { who: one.by })));
  patient.limits.filter((one) => one.until !== undefined && one.until > told.to).forEach((one) => all.push(
    T('{limit} comes back at {t}', { limit: past.limitWords(one).split(' → ')[0], t: hhmm(one.until) })));
  return all.length ? all.map((task) => h('div', { class: 'task' }, h('i', { 'aria-hidden': 'true' }), h('span', {}, task))) : nothing();
}

/** One cause behind many beds, or the gateway itself. */
function gatewayRow(told, names) {
  return h('tr', {}, h('th', { scope: 'row' }, h('span', { class: 'bd' }, h('span', {}, T('Gateway')))), h('td', { colspan: 5 },
    h('ul', {}, told.gateway.map((alarm) => h('li', {}, past.alarmShape(alarm, 14), h('span', {}, alarmLine(alarm,
      alarm.beds.length ? past.sharing(alarm) + ': ' + alarm.beds.map((bed) => names.get(bed) || bed).join(' ') : '')))))));
}

function quietRow(told) {
  const technical = told.quiet.reduce((sum, patient) => sum + patient.counts.technical, 0);
  const scores = told.quiet.map((patient) => patient.news2.last?.least).filter((least) => least !== undefined);
  const range = scores.length && [...new Set([Math.min(...scores), Math.max(...scores)])].join('–');
  return h('tr', { class: 'calmest' },
    h('th', { scope: 'row' }, h('span', { class: 'bd' }, h('b', { class: 'many' }, told.quiet.map((patient) => patient.label || patient.bed).join(' ')))),
    h('td', { class: 'c-al' }, technical > 0 && h('div', { class: 'al' }, h('span', { class: 'k-t', role: 'img', 'aria-label': T('{n} technical', { n: technical }) }, icon('plug', 18), h('span', { 'aria-hidden': 'true' }, String(technical)))),
      h('small', {}, T('{n} patients', { n: told.quiet.length }) + ', ' + T('quiet'))),
    h('td', { class: 'c-nw' }, scores.length ? h('span', { class: 'hn n2 b-low' }, h('b', {}, range)) : nothing()), h('td', {}, nothing()), h('td', {}, nothing()),
    h('td', {}, lines(told.quiet.filter((patient) => patient.observationsDue !== undefined).map((patient) =>
      T('Bed {b}', { b: patient.label || patient.bed }) + ': ' + T('Observations next {t}', { t: hhmm(patient.observationsDue) })))));
}
