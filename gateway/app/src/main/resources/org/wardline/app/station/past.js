/* How the pages that look back say things: alarms, durations, times of the day, gaps, changes. */
import { h } from './dom.js';
import { T, told, age, since, hhmm, day } from './words.js';
import { alarmModel } from './model.js';
import { icon, SHAPE } from './icons.js';

/** What is still being read is asked for again so soon. */
export const SOON_MS = 5_000;
const DAY_MS = 20 * 3600_000;
const QUALITY = { off: 'probe-off', artefact: 'artefact', range: 'out-of-range', null: 'no-value' };
const LABEL = {
  heart_rate: 'HR', pulse_rate_spo2: 'PR', spo2: 'SpO₂', resp_rate: 'RR', nibp_sys: 'NIBP', nibp_dia: 'NIBP', nibp_mean: 'NIBP', temp: 'T', news2: 'NEWS2',
  o2_supplemental: 'Air or oxygen', consciousness_acvpu: 'Consciousness', etco2: 'EtCO₂', o2_flow: 'O₂', glucose: 'Glucose', battery: 'Battery',
};
const CAUSE = {
  silent: 'Device silent', never: 'Never arrived', missing: 'No value', gateway: 'Gateway did not run', 'probe-off': 'Probe off', 'leads-off': 'Leads off',
  motion: 'Disturbed', artefact: 'Disturbed', calibrating: 'Calibrating', 'no-value': 'No value', 'out-of-range': 'Out of range', standby: 'Off ward',
};
/** Why a message or a value gave nothing, as the gateway counts it. */
const REJECT = {
  truncated: 'Ends too early', malformed: 'Not readable', 'too-large': 'Too large', 'missing-field': 'A field is missing', 'wrong-type': 'A field of the wrong kind',
  'bad-time': 'A time that cannot be read', 'device-mismatch': 'Names another device than its topic', 'unknown-topic': 'Topic not known',
  'unknown-device': 'Device not known', 'unknown-key': 'Code not known', 'unknown-flag': 'Flag not known', 'not-a-number': 'Not a number',
  'out-of-range': 'Out of range', 'adapter-fault': 'The adapter failed',
};

export const signName = (sign) => T(LABEL[sign] || sign);
export const rejectName = (reason) => T(REJECT[reason] || reason);
export const causeName = (cause) => T(CAUSE[cause] || cause);

/** The words of an alarm that was, as the list has them of one that is. */
export function alarmWords(alarm) {
  const thing = alarm.kind.slice(0, alarm.kind.lastIndexOf('.'));
  const quality = QUALITY[alarm.cause];
  const bed = { bed: '', signs: quality ? [{ sign: thing, quality }] : [], news2: alarm.news2 && { least: alarm.news2 } };
  return alarmModel({ ...alarm, value: alarm.value || '', since: 0, by: alarm.by || '', detail: '' }, bed, { at: 0 }).message;
}

/** That an alarm of the gateway is of several beds, or of one. */
export const sharing = (alarm) => (alarm.beds?.length ? T('one cause, {n} beds', { n: alarm.beds.length }) : '');

/** The shape of an alarm: technical a plug, else by priority; solid while it is counted, hollow when somebody has it. */
export const alarmShape = (alarm, size) => icon(alarm.type === 'technical' ? 'plug' : SHAPE[alarm.priority] + (alarm.state === 'acked' ? 'O' : ''), size);

/** 0:46, 36 min, 1 h 20 min. */
export function lasting(ms) {
  const min = Math.round(ms / 60000);
  if (min < 1) return age(ms);
  if (min < 60) return T('{n} min', { n: min });
  return min % 60 ? T('{h} h {m} min', { h: Math.floor(min / 60), m: min % 60 }) : T('{n} h', { n: min / 60 });
}

/** m:ss of an answer. */
export const answered = (ms) => (ms === undefined ? '–' : since(ms));

/** 20:45–21:06; with the day where that is not within a day of `near`. */
export function span(fromMs, toMs, near) {
  return moment(fromMs, near) + '–' + (toMs === undefined ? '' : hhmm(toMs));
}

export function moment(wallMs, near) {
  return near !== undefined && Math.abs(wallMs - near) > DAY_MS ? day(wallMs) + ' ' + hhmm(wallMs) : hhmm(wallMs);
}

/** A changed limit: SpO₂ low 92 → 90. */
export function limitWords(change) {
  const dot = change.rule.lastIndexOf('.');
  const thing = change.rule.slice(0, dot), what = change.rule.slice(dot + 1);
  const bound = { low: T('Low'), high: T('High') }[what]?.toLowerCase();
  const rule = bound ? signName(thing) + ' ' + bound : told(thing[0].toUpperCase() + thing.slice(1) + ' ' + what.replaceAll('_', ' '));
  return rule + ' ' + setWords(change.old) + ' → ' + setWords(change.new);
}

const TIMES = ['delay', 'hold', 'realarm', 'within', 'span'];

function setWords(set) {
  if (set === 'off' || set.set === 'off') return T('alarm off');
  const value = set.below ?? set.above ?? set.falls ?? set.rises;
  if (value !== undefined) return String(value);
  const fields = Object.entries(set).map(([field, of]) => told(field) + ' ' + (TIMES.includes(field) ? T('{n} s', { n: of / 1000 }) : of));
  return fields.join(T(', ')) || T('the ward’s');
}

/** What went wrong, in place of a page's content. */
export function failed(element, failure) {
  element.replaceChildren(h('p', { class: 'none', role: 'status' }, failure.status === 404 ? T('No patient')
    : failure.percent !== undefined ? T('The log of the last days is being read: {n} %', { n: failure.percent }) : T('Not available now, try again')));
}

/** A choice of a few, like tabs. */
export function choice(name, options, chosen, choose) {
  return h('span', { class: 'seg noprint', role: 'group', 'aria-label': name }, options.map(([value, label]) =>
    h('button', { 'aria-pressed': String(value === chosen), onclick: () => choose(value) }, label)));
}

export const printButton = () => h('button', { class: 'btn noprint', onclick: () => print() }, icon('print', 22), T('Print'));

/** A link that keeps a file. */
export const fileLink = (href, label) => h('a', { class: 'btn noprint', href, download: true }, icon('save', 20), label);
