/*
 * The audit trail in words. It is kept in codes and in English, for whoever verifies it; here it is read in the language of the
 * page. What no word is known for stands as it was kept.
 */
import { T, told, day, hhmmss } from './words.js';
import { signName } from './past.js';
import { ROLES } from './people.js';

/** Who acts at the command line is none of the people. */
const ROLE = { ...ROLES, operator: 'Operator' };

/** Acts by their endpoints, and what the gateway and its command line note by themselves. */
const ACTS = {
  acknowledge: 'Acknowledge', 'alarms/useful': 'Was this alarm useful?', 'alarms/done': 'What was done',
  'beds/:bed/observations': 'Observations', 'beds/:bed/observations/withdraw': 'Entered in error', 'beds/:bed/notes': 'Note', 'beds/:bed/limits': 'Limits', 'beds/:bed/limits/preview': 'Limits tried', 'beds/:bed/audio': 'Sound',
  'beds/:bed/admit': 'Admit', 'beds/:bed/discharge': 'Discharge', 'beds/:bed/transfer': 'Transfer', 'beds/:bed/empty': 'Empty bed',
  'beds/:bed/standby': 'Off ward', 'beds/:bed/return': 'Patient is back', 'beds/:bed/link': 'Link device', 'beds/:bed/unlink': 'Unlink device',
  'links/correct': 'Correct the link', 'stays/:stay/erase': 'Erase the name', 'tray/retry': 'Try again',
  session: 'Sign in', 'session/end': 'Sign out', 'session/secret': 'Change PIN or password', setup: 'Set-up', people: 'Add a person', 'people/:person': 'Change a person',
  'read audit': 'Read: audit trail', 'read beds/:bed/record': 'Read: record', 'read handover': 'Read: hand-over', 'read report': 'Read: alarm report',
  start: 'Gateway started', settings: 'Settings', 'audit trail': 'Audit trail', 'audit export': 'Audit trail exported', 'buffer export': 'Log exported',
};
const SUBJECT = { alarm: 'Alarm', bed: 'Bed', device: 'Device', to: 'To bed', person: 'Person', stay: 'Stay', version: 'Version' };
const FIXED = {
  ...ROLE, enabled: 'Enabled', disabled: 'Disabled', password: 'Password', PIN: 'PIN', 'badge and PIN': 'Badge and PIN', 'no bed': 'no bed', nobody: 'Not a patient',
  'sound on': 'Sound on', 'sound off': 'Sound off', 'sound paused': 'Audio paused', 'own limits': 'this patient’s own', 'not known': 'not known',
  'bed labels name': 'Names on beds: full', 'bed labels initials': 'Names on beds: initials', 'bed labels none': 'Names on beds: none', begun: 'begun', ok: 'done',
  'o2_supplemental true': 'Oxygen', 'o2_supplemental false': 'Air', already: 'done before', changed: 'A newer alarm is open', over: 'This alarm has ended', unknown: 'not known',
};
const WORD = {
  high: 'high', medium: 'medium', low: 'low', below: '<', above: '>', falls: '↓', rises: '↑', ward: 'the ward’s', off: 'alarm off', none: 'none', true: 'yes', false: 'no',
};
const BOUND = { low: 'Low', high: 'High' };
const INSTANT = /^\d{4}-\d\d-\d\dT\S+Z$/;
/** A few words around names and numbers; what stands in {place} is a change by itself. */
const FRAMES = [
  [/^(?<place>.+) (?<from>\S+Z) to (?<to>\S+Z)$/, '{place}: {from} to {to}'], [/^(?<place>.+) (?<from>\S+Z) and on$/, '{place}: from {from}'],
  [/^(?<place>.+) from (?<from>\S+Z)$/, '{place}: from {from}'], [/^as linked$/, 'as linked'],
  [/^bed (?<b>\S+)$/, 'Bed {b}'], [/^beds (?<b>.+)$/, 'Beds: {b}'], [/^preset (?<name>\S+)$/, 'Preset: {name}'], [/^sound pause (?<n>\d+) min$/, 'Pause sound {n} min'],
  [/^sound off (?<n>\d+) min$/, 'Sound off for {n} min'], [/^(?<n>\d+) min left$/, '{n} min left'],
  [/^news2_scale (?<n>\d)$/, 'SpO₂ scale {n}'], [/^(?<n>\d+) attempts of strangers were passed over$/, '{n} attempts of strangers were passed over'], [/^(?<n>\d+) lines could not be kept$/, '{n} lines could not be kept'],
];

export const roleWords = (role) => (ROLE[role] ? T(ROLE[role]) : role);
export const actWords = (act) => (ACTS[act] ? T(ACTS[act]) : act);

/** Kinds and names in turn: {alarm NAME bed NAME}. */
export function subjectWords(subject) {
  const words = subject.split(' ');
  return words.map((word, i) => (i % 2 === 0 && SUBJECT[word] ? T(SUBJECT[word]) : word)).join(' ');
}

/** What was so before, or is so now. */
export const changeWords = (change) => change.split(', ').map(part).join(T(', '));

/** A status, and what the endpoint said came of it. */
export function resultWords(result) {
  const [, status, said] = /^([1-5]\d\d)(?: (\w+))?$/.exec(result) || ['', '', result];
  return [status, said && part(said)].filter(Boolean).join(' ');
}

function part(said) {
  if (FIXED[said]) return T(FIXED[said]);
  for (const [frame, words] of FRAMES) {
    const { groups } = frame.exec(said) || {};
    if (frame.test(said)) return T(words, Object.fromEntries(Object.entries(groups || {}).map(([name, value]) => [name, name === 'place' ? part(value) : instant(value)])));
  }
  return numbers(said.split(' '));
}

function instant(value) {
  if (!INSTANT.test(value)) return value;
  const wallMs = Date.parse(value);
  return day(wallMs) + ' ' + hhmmss(wallMs);
}

/** Values by sign, or a level of a rule by its fields: {temp 39.2}, {spo2.low medium below 88 delay 15}. */
function numbers([thing, ...rest]) {
  const [sign, what] = thing.split('.');
  const name = [signName(sign), what && T(BOUND[what] || what)].filter(Boolean).join(' ');
  return [name, ...rest.map((word) => (WORD[word] ? T(WORD[word]) : told(word)))].join(' ');
}
