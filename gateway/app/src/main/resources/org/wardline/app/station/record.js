/* The record of a bed when the record system is down: values by the minute and what happened, from the gateway alone. */
import { h, fill } from './dom.js';
import { T, isChinese, hhmm, hhmmss, day } from './words.js';
import { ask } from './feed.js';
import * as past from './past.js';

const HOURS = [8, 24, 72];
/** Rows that are drawn; a longer record has a row every so many minutes, and every minute in its files. */
const MOST_ROWS = 1500;
const WHAT = { alarm: 'Alarms', observation: 'Observations', note: 'Note', task: 'Open', withdrawal: 'Entered in error', gap: 'Gaps', limit: 'Limits', silence: 'Sound', move: 'Patient' };

export function record(station) {
  const body = h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Record') });
  const element = h('section', { class: 'panel at past rec', 'aria-label': T('Record') }, body);
  let bed = '', hours = 8, asked = 0, shown, hasBeds = false;

  async function open(next) {
    bed = next || bed || station.model()?.beds.find((one) => !one.free)?.id || '';
    const mine = ++asked;
    shown = undefined;
    if (!bed) return;
    try {
      const told = await ask(`/api/beds/${encodeURIComponent(bed)}/record?hours=${hours}`);
      if (mine === asked) show(told);
    } catch (failure) {
      if (mine === asked) {
        past.failed(body, failure);
        body.prepend(head({}));
      }
    }
  }

  function show(told) {
    shown = told;
    hasBeds = Boolean(station.model());
    const step = Math.max(1, Math.ceil(told.minutes.length / MOST_ROWS));
    const rows = told.minutes.filter((_, i) => i % step === 0);
    fill(body, head(told),
      h('p', { class: 'plain' }, T('Plain copy, not sealed. Keep it as you would keep the patient’s chart.')),
      told.cut && h('p', { class: 'q' }, T('The log has more than is told here.')),
      h('h3', {}, T('What happened')),
      told.lines.length ? h('table', { class: 'happened' },
        h('thead', {}, h('tr', {}, ['Time', 'What', 'Text', 'Who'].map((title) => h('th', { scope: 'col' }, T(title))))),
        h('tbody', {}, told.lines.map((line) => h('tr', {}, h('td', {}, line.to === line.at ? past.moment(line.at, told.to) : past.span(line.at, line.to, told.to)),
          h('td', {}, T(WHAT[line.what] || line.what)), h('td', {}, words(line)), h('td', {}, line.who || ''))))) : h('p', { class: 'q' }, T('Nothing happened in this time')),
      h('h3', {}, T('Values, by the minute') + (step > 1 ? ' · ' + T('every {n} min', { n: step }) : '')),
      rows.length ? h('table', { class: 'vt' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, T('Time')), told.signs.map((sign) => h('th', { scope: 'col' }, past.signName(sign), SUB[sign] && h('small', {}, ' ' + T(SUB[sign])))), h('th', { scope: 'col' }, 'NEWS2'))),
        h('tbody', {}, rows.map((minute) => h('tr', {}, h('th', { scope: 'row' }, past.moment(minute.at, told.to)), told.signs.map((sign) => h('td', {}, minute.values[sign] || '')), h('td', {}, minute.news2 || '')))))
        : h('p', { class: 'q' }, T('No data in this time')));
  }

  function head(told) {
    const beds = station.model()?.beds.filter((one) => !one.free) || [];
    const files = (format) => `/api/beds/${encodeURIComponent(bed)}/record?hours=${hours}&format=${format}&lang=${isChinese ? 'zh' : 'en'}`;
    const label = beds.find((one) => one.id === bed)?.label || bed;
    return h('div', { class: 'top' },
      h('div', {}, h('h2', {}, T('Record') + ' · ' + T('Bed {b}', { b: label }) + (told.who ? ', ' + told.who : '')),
        told.made && h('p', {}, T('{d} {a} to {b}. Made {t}.', { d: day(told.from), a: hhmm(told.from), b: past.moment(told.to, told.from), t: hhmmss(told.made) }))),
      h('span', { class: 'sp' }),
      h('label', { class: 'noprint pick' }, T('Bed'), h('select', { onchange: (event) => station.go('record', event.target.value) },
        beds.map((one) => h('option', { value: one.id, selected: one.id === bed }, one.label)))),
      past.choice(T('Time'), HOURS.map((n) => [n, T('{n} h', { n })]), hours, (next) => {
        hours = next;
        open();
      }),
      past.fileLink(files('csv'), 'CSV'), past.fileLink(files('pdf'), T('PDF')), past.printButton());
  }

  return { name: 'record', title: T('Record'), isListed: true, needs: 'care', element, open, show: () => shown && !hasBeds && show(shown) /* opened by its address, before the ward came */, close: () => asked++ };
}

/** What happened, in the language of the page; what somebody wrote is as it was written. */
function words(line) {
  const of = line[line.what];
  switch (line.what) {
    case 'alarm': return all(past.alarmWords(of), T(of.priority), past.sharing(of), of.answerMs === undefined && T('not acknowledged'));
    case 'observation': return all(...entered(of), of.withdrawn !== undefined && T('entered in error'));
    case 'withdrawal': return all(...entered(of));
    case 'limit': return all(past.limitWords(of), T(of.level), of.reason);
    case 'silence': return all(T(of.state === 'paused' ? 'Audio paused' : 'Sound is off'), of.reason);
    case 'gap': return (of.sign ? past.signName(of.sign) + ' ' : '') + past.causeName(of.cause);
    case 'move': return of.what === 'admitted' ? T('admitted to bed {b}', { b: of.toBed }) : of.what === 'discharged' ? T('discharged from bed {b}', { b: of.fromBed })
      : T('moved from bed {a} to bed {b}', { a: of.fromBed, b: of.toBed });
    default: return line.text;
  }
}

const all = (...parts) => parts.filter(Boolean).join(T(', '));

const entered = (of) => Object.entries(of.values).map(([sign, value]) => observed(sign, value));

function observed(sign, value) {
  if (sign === 'o2_supplemental') return T(value ? 'Oxygen' : 'Air');
  if (sign === 'news2_scale') return T('SpO₂ scale {n}', { n: value });
  return past.signName(sign) + (SUB[sign] ? ' ' + T(SUB[sign]) : '') + ' ' + value;
}

const SUB = { nibp_sys: 'systolic', nibp_dia: 'diastolic' };
