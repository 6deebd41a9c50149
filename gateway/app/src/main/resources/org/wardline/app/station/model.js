/*
 * What a bed looks like, out of what the gateway says: no page in here, no clock.
 * Ages of values (station.md §6, values expected every second): fresh to 10 s, ageing to 60 s, old to 5 min, then gone.
 * Pressure and temperature are taken now and then: their age always stands beside them, after 12 h they are gone.
 */
import { T, age, known, since } from './words.js';
import { quietOf } from './quiet.js';

const AGEING_MS = 10_000;
const OLD_MS = 60_000;
const GONE_MS = 300_000;
const EPISODIC_GONE_MS = 12 * 3600_000;

const RANK = { high: 0, medium: 1, low: 2 };
/** The cell of an alarm's kind, by the thing that it is of. */
const CELL_OF = {
  heart_rate: 'hr', hr: 'hr', pulse_rate_spo2: 'hr', pr: 'hr', spo2: 'spo2', resp_rate: 'rr', rr: 'rr', temp: 'temp',
  nibp_sys: 'nibp', nibp_dia: 'nibp', nibp_mean: 'nibp',
};
const LABEL = { hr: 'HR', pr: 'PR', spo2: 'SpO₂', rr: 'RR', nibp: 'NIBP', temp: 'T' };
/** Why there is no number, by the quality of the newest word. */
const WHY_NOT = {
  'probe-off': 'Probe off', 'leads-off': 'Leads off', motion: 'Disturbed', artefact: 'Disturbed', calibrating: 'Calibrating',
  'no-value': 'No value', 'out-of-range': 'Out of range',
};
const OFF = new Set(['probe-off', 'leads-off']);
/** Technical alarms by the last part of their kind. */
const TECHNICAL = {
  silent: 'Device silent', frozen: 'Value does not change', clock: 'Device clock is wrong', disagree: 'Two devices disagree',
  battery: 'Device battery low', blind: 'No station can sound', overdue: 'Observations overdue',
};
/** Whom a step of escalation tells. */
export const STEP = { nurse: 'Nurse', charge: 'Charge nurse', team: 'Rapid response team' };
/** So many new alarms in a minute are too many to take in one by one (station.md §5). */
export const MANY = 8;
const MINUTE_MS = 60_000;
/** Of these the thing is the device. */
const OF_DEVICE = ['silent', 'frozen', 'clock'];
const BATTERY = '-battery';
const BROKEN = /(-?\d+(?:\.\d+)?)\s*([<>])\s*(-?\d+(?:\.\d+)?)/;

/** The state of the whole page as tiles want it: one model a bed, by the ward's order. */
export function wardModel(state, now) {
  const labels = Object.fromEntries(state.beds.map((bed) => [bed.bed, bed.label || bed.bed]));
  const gateway = state.alarms.map((alarm) => ({ ...alarmModel(alarm, { bed: '', signs: [] }, now), beds: alarm.beds || [], who: behind(alarm.beds, labels) }));
  const beds = state.beds.map((bed) => bedModel(bed, gateway.filter((alarm) => alarm.beds.includes(bed.bed)), now));
  const all = beds.flatMap((bed) => bed.alarms.filter((alarm) => alarm.bed)).concat(gateway).sort(byUrgency); // one cause counts once
  const open = all.filter((alarm) => alarm.form !== 'held');
  const count = (priority) => open.filter((alarm) => !alarm.tech && alarm.priority === priority).length;
  return {
    beds, gateway, all, open,
    first: open[0],
    isFlood: Boolean(state.flood?.ward) || open.filter((alarm) => alarm.forMs < MINUTE_MS).length > MANY,
    floodBeds: state.flood?.beds || [],
    patients: beds.filter((bed) => !bed.free).length,
    counts: {
      high: count('high'), medium: count('medium'), low: count('low'),
      tech: open.filter((alarm) => alarm.tech).length, held: all.length - open.length,
    },
  };
}

/** The beds of one cause, in words. */
const behind = (beds, labels) => (beds?.length ? T('one cause, {n} beds', { n: beds.length }) + ': ' + beds.map((bed) => labels[bed] || bed).join(', ') : undefined);

/** Worst first: what nobody has before what somebody has, by priority, patients before technical, the oldest first. */
export function byUrgency(a, b) {
  return (a.form === 'held') - (b.form === 'held') || RANK[a.priority] - RANK[b.priority] || a.tech - b.tech || a.since - b.since;
}

/** One bed; `shared` are the gateway's alarms that are also this bed's: what it hangs on is at fault. */
function bedModel(bed, shared, now) {
  const signs = Object.fromEntries(bed.signs.map((sign) => [sign.sign, sign]));
  const unnamed = { ...bed, devices: [] }; // which of several devices stands beside the message here: the line is short
  const alarms = bed.alarms.map((alarm) => alarmModel(alarm, unnamed, now)).concat(bed.free ? [] : shared.map((alarm) => ({ ...alarm, who: T('one cause, {n} beds', { n: alarm.beds.length }) }))).sort(byUrgency);
  const cells = bed.free ? {} : cellsOf(signs, now);
  const quiet = quietOf(bed, now);
  alarms.forEach((alarm) => (alarm.quiet = alarm.bed ? quiet : undefined));
  if (bed.devices?.length > 1) alarms.forEach(nameDevice);
  quiet?.cells.forEach((name) => cells[name] && (cells[name].isOff = true));
  alarms.slice().reverse().forEach((alarm) => mark(cells, alarm)); // the worst last, so that it stays
  return {
    id: bed.bed, label: bed.label || bed.bed, free: bed.free, off: bed.free ? [] : offStrips(signs), who: bed.who, about: about(bed, signs), devices: bed.devices, alarms, cells, quiet,
    alarm: alarms[0], test: bed.test, named: bed.named, away: bed.away,
    more: alarms.filter((alarm) => alarm.form !== 'held').length - 1,
    news2: bed.free ? undefined : news2Of(bed.news2),
    never: !bed.free && bed.signs.length === 0,
  };
}

/** Of one of several devices the alarm says which. */
function nameDevice(alarm) {
  const [, own] = /:(.+?)(?:\.(?:silent|frozen|clock)|-battery\.fault)(?::\d+)?$/.exec(alarm.name) || [];
  const thing = own || (/\.device:\d+$/.test(alarm.name) && alarm.detail); // of what a device found itself, its name is beside
  if (!thing || !alarm.bed) return;
  alarm.device = thing;
  alarm.short = alarm.message + ' ' + thing;
}

function about(bed, signs) {
  const parts = [];
  if (bed.room && bed.room !== bed.label) parts.push(T('Room {n}', { n: bed.room }));
  if (signs.o2 && signs.o2.value > 0) parts.push(T('O₂ {n} L/min', { n: number(signs.o2.value, 0) }));
  return parts.join(' · ');
}

function cellsOf(signs, now) {
  const pulse = usable(signs.pr) && !usable(signs.hr);
  const heart = cell(pulse ? 'pr' : 'hr', pulse ? signs.pr : signs.hr, now);
  return {
    hr: { ...heart, cell: 'hr' },
    spo2: cell('spo2', signs.spo2, now),
    rr: cell('rr', signs.rr, now),
    nibp: pressure(signs.nibp_sys, signs.nibp_dia, now),
    temp: episodic('temp', signs.temp, now, (sign) => number(sign.value, 1)),
  };
}

/** Strips whose electrode or probe is off: what still comes of them is no wave, and a flat line would mean asystole. */
function offStrips(signs) {
  const isOff = (sign) => sign !== undefined && sign.value === undefined && OFF.has(sign.quality);
  return [['ecg', signs.hr], ['pleth', signs.spo2], ['resp', signs.rr]].filter(([, sign]) => isOff(sign)).map(([strip]) => strip);
}

const usable = (sign) => sign !== undefined && sign.value !== undefined && sign.fresh;

function cell(name, sign, now) {
  const base = { cell: name, label: T(LABEL[name]), form: 'none', value: '– –' };
  if (!sign) return base;
  const old = now.at - sign.at;
  if (sign.value === undefined) return { ...base, form: 'off', value: T(WHY_NOT[sign.quality] || 'No value') };
  const value = number(sign.value, 0);
  const limits = limitsOf(sign);
  if (sign.fresh || old <= AGEING_MS) {
    const why = WHY_NOT[sign.quality]; // a number that the device itself does not trust is no number to us
    return why ? { ...base, form: 'off', value: T(why) } : { ...base, form: 'fresh', value, limits};
  }
  if (old <= OLD_MS) return { ...base, form: 'ageing', value, limits: age(old) };
  return old <= GONE_MS ? { ...base, form: 'old', value, age: age(old) } : base;
}

function episodic(name, sign, now, write) {
  const base = { cell: name, label: T(LABEL[name]), form: 'none', value: '– –' };
  if (!sign || sign.value === undefined || now.at - sign.at > EPISODIC_GONE_MS) return base;
  return { ...base, form: 'aged', value: write(sign), age: age(now.at - sign.at)};
}

function pressure(systolic, diastolic, now) {
  return episodic('nibp', systolic, now, (sign) =>
    number(sign.value, 0) + (diastolic && diastolic.value !== undefined ? '/' + number(diastolic.value, 0) : ''));
}

const number = (value, digits) => value.toFixed(digits);

function limitsOf(sign) {
  if (sign.low !== undefined && sign.high !== undefined) return trim(sign.low) + '–' + trim(sign.high);
  if (sign.low !== undefined) return '≥ ' + trim(sign.low);
  return sign.high !== undefined ? '≤ ' + trim(sign.high) : '';
}

const trim = (value) => String(Math.round(value * 10) / 10);

/** One alarm; also of one that was, told by a page that looks back. */
export function alarmModel(alarm, bed, now) {
  const kind = alarm.alarm.slice(alarm.alarm.indexOf(':') + 1, alarm.alarm.lastIndexOf(':'));
  const dot = kind.lastIndexOf('.');
  const tech = alarm.type === 'technical';
  const cellName = CELL_OF[kind.slice(0, dot)];
  const found = BROKEN.exec(alarm.value || '');
  const write = (text) => Number(text).toFixed(cellName === 'temp' || !Number.isInteger(Number(text)) ? 1 : 0); // 89.6 < 90, not 90 < 90
  const broken = found && [found[0], write(found[1]), found[2], write(found[3])];
  const model = {
    name: alarm.alarm, v: alarm.v, priority: alarm.priority, tech, isModel: alarm.type === 'model',
    bed: bed.bed, label: bed.label || bed.bed, who: bed.who,
    form: alarm.state === 'acked' ? 'held' : alarm.state === 'latched' ? 'latched' : 'open',
    by: alarm.by, detail: alarm.type === 'model' ? explained(alarm.detail) : alarm.detail, since: alarm.since, forMs: now.at - alarm.since,
    step: alarm.step || 0, next: alarm.next && { who: T(STEP[alarm.next.who] || alarm.next.who), inMs: alarm.next.at - now.at },
    cell: cellName, dir: broken && !tech ? (broken[2] === '<' ? 'down' : 'up') : undefined, limit: broken ? broken[3] : undefined,
  };
  model.message = message(alarm, kind, broken, cellName, bed, model);
  model.short = broken && cellName ? T(LABEL[cellName]) + ' ' + broken[1] : model.message;
  model.spoken = broken && cellName
    ? T(LABEL[cellName]) + ' ' + T(broken[2] === '<' ? '{v} below {l}' : '{v} above {l}', { v: broken[1], l: broken[3] }) : model.message;
  return model;
}

/** An alarm of the past, as its list shows it. */
export function pastAlarm(told) {
  const model = alarmModel({ ...told, state: told.standing ? (told.by ? 'acked' : 'active') : 'latched', by: told.by || '', detail: '', v: 0, since: 0 }, { bed: '', signs: [] }, { at: 0, wall: 0 });
  return { ...model, form: told.standing && !told.by ? 'open' : 'held' };
}

function message(alarm, kind, broken, cellName, bed, model) {
  const what = kind.slice(kind.lastIndexOf('.') + 1);
  if (model.isModel) return T('Model: unusual');
  if (broken && cellName && !model.tech) return `${T(LABEL[cellName])} ${broken[1]} ${broken[2]} ${broken[3]}`;
  if (kind === 'news2.score') return alarm.value || (bed.news2 ? 'NEWS2 ' + bed.news2.least : 'NEWS2'); // the score it rose with, not the one of now
  if (cellName && !model.tech) return T(LABEL[cellName]) + (what === 'low' ? ' ↓' : what === 'high' ? ' ↑' : ''); // never a word like "low" in an alarm
  if (what === 'signal') return signalMessage(cellName, kind.slice(0, -'.signal'.length), bed);
  const name = kind.slice(0, kind.lastIndexOf('.'));
  if (model.tech && TECHNICAL[what] && !alarm.text.startsWith('No first')) return ofDevice(T(TECHNICAL[what]), OF_DEVICE.includes(what) && name, bed);
  if (what === 'fault') return name.endsWith(BATTERY) ? ofDevice(T(TECHNICAL.battery), name.slice(0, -BATTERY.length), bed) : faultMessage(name);
  if (what === 'device') return ofDevice(T('{name}: alarm of the device', { name }), alarm.device || alarm.detail, bed);
  const own = alarm.text.replaceAll('SpO2', 'SpO₂');
  return known(own) ? T(own) : own;
}

/** Which device: where a bed has but one, it goes without saying; of the past nobody knows how many there were. */
const ofDevice = (what, device, bed) => (device && (bed.devices?.length ?? 2) > 1 ? T('{what}: {d}', { what, d: device }) : what);

/** The gateway's own parts by name; what is not one of them is what devices hang on. */
const FAULT = {
  storage: 'Records cannot be stored', store: 'The store was damaged', audit: 'The audit trail cannot be written', broker: 'No connection to the broker',
  quarantine: 'Messages dropped unread', sounder: 'The local sounder is silent', webhook: 'Alarms do not reach the webhook',
  'webhook-outbox': 'Alarms for the webhook given up',
};

function faultMessage(name) {
  if (FAULT[name]) return T(FAULT[name]);
  if (name.startsWith('uplink-')) return T('Record system {name} is behind', { name: name.slice('uplink-'.length) });
  if (name.startsWith('model-')) return T('Model {name} does not work', { name: name.slice('model-'.length) });
  return T('{name}: fault', { name });
}

const WHO = { SpO2: 'SpO₂', SBP: 'Systolic BP', DBP: 'Diastolic BP', MAP: 'Mean BP', Temp: 'T' };

/** Why a model warns, in the language of the page: the gateway says it in English, part by part, in a few known words. */
export function explained(said = '') {
  return said.split('; ').map((part) => {
    const [, body, n, rarer] = /^(.*) \(1 in (\d+)( or rarer)?\)$/.exec(part) || [];
    const spaces = body ? [...body.matchAll(/ /g)].map((space) => space.index) : [];
    const at = spaces.find((space) => known(body.slice(space + 1)));
    if (at === undefined) return known(part) ? T(part) : part;
    const who = body.slice(0, at).split(' and ').map((one) => T(WHO[one] || one)).join(T(' and '));
    return T(rarer ? '{who} {what} (1 in {n} or rarer)' : '{who} {what} (1 in {n})', { who, what: T(body.slice(at + 1)), n });
  }).join('; ');
}

function signalMessage(cellName, thing, bed) {
  const label = T(LABEL[cellName] || thing);
  const sign = bed.signs.find((one) => CELL_OF[one.sign] === cellName && one.value === undefined) || {};
  if (cellName === 'spo2' && sign.quality === 'probe-off') return T('SpO₂ probe off');
  if (cellName === 'hr' && sign.quality === 'leads-off') return T('ECG leads off');
  if (sign.quality === 'motion' || sign.quality === 'artefact') return T('{sign} disturbed', { sign: label });
  return sign.quality === 'probe-off' ? T('{sign} probe off', { sign: label }) : T('{sign}: no signal', { sign: label });
}

function mark(cells, alarm) {
  const cell = cells[alarm.cell];
  if (!cell) return;
  if (alarm.tech) {
    if (cell.form === 'off' && alarm.form === 'open') cell.tech = alarm.priority;
  } else if (alarm.form !== 'latched' && cell.form !== 'none' && cell.form !== 'old' && cell.form !== 'off') {
    cell.alarm = alarm.priority;
    cell.held = alarm.form === 'held';
    cell.dir = alarm.dir;
    cell.limit = alarm.limit;
  }
}

function news2Of(news2) {
  if (!news2) return { form: 'none', value: '–', known: 0 };
  const parts = 7 - news2.missing.length;
  if (parts < 7) return { form: 'none', value: '–', known: parts, missing: news2.missing };
  const band = news2.least >= 7 ? 'high' : news2.least >= 5 ? 'med' : news2.three ? 'lm' : 'low'; // RCP, NEWS2, 2017, chart 2
  return { form: band, value: String(news2.least), pips: { high: 3, med: 2, lm: 1, low: news2.least > 0 ? 1 : 0 }[band], known: 7 };
}

/** What comes next while nobody has it: Charge nurse in 0:18. */
export const nextStep = (alarm) => (alarm.next ? T('{who} in {t}', { who: alarm.next.who, t: since(alarm.next.inMs) }) : '');

/** The second line of an alarm: whose, and for how long or who has it; of one that was passed on, who is told next. */
export function subline(alarm) {
  if (alarm.step > 0 && alarm.form === 'open') return [nextStep(alarm) || T('Escalated'), since(alarm.forMs)].join(' · ');
  const parts = [alarm.who, alarm.device];
  if (alarm.form === 'held') parts.push(alarm.by);
  else if (alarm.form === 'latched') parts.push(T('ended by itself'));
  else parts.push(since(alarm.forMs));
  return parts.filter(Boolean).join(' · ');
}

/** A bed read aloud: the alarm first, then the values. */
export function spoken(bed) {
  const name = T('Bed {b}', { b: bed.label });
  if (bed.free) return name + ', ' + T('Free');
  const about = name + (bed.test ? ', ' + T('Test patient') : '') + (bed.away ? ', ' + T('Off ward') : '');
  const values = ['hr', 'spo2', 'rr'].map((k) => bed.cells[k]).filter(Boolean)
    .map((cell) => cell.label + ' ' + (cell.form === 'none' ? T('No value') : cell.value) + (cell.age ? ' (' + cell.age + ')' : ''));
  values.push('NEWS2 ' + (bed.news2.form === 'none' ? T('{n} of 7', { n: bed.news2.known }) : bed.news2.value));
  if (!bed.alarm) return about + ': ' + values.join(', ');
  return about + ', ' + spokenAlarm(bed.alarm) + '; ' + values.join(', ');
}

export function spokenAlarm(alarm) {
  const priority = T({ high: 'high alarm', medium: 'medium alarm', low: 'low alarm' }[alarm.priority]);
  const state = alarm.form === 'held' ? T('Acknowledged by {who}', { who: alarm.by || '–' })
    : alarm.form === 'latched' ? T('Ended, not acknowledged') : T('Not acknowledged');
  return [priority, alarm.spoken, state, age(alarm.forMs)].join(', ');
}
