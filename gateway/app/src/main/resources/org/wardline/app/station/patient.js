/* Patients come, move, leave and go: forms over the bed they are about. Each is one act; nothing is saved by closing. */
import { h, fill, once } from './dom.js';
import { T, hhmm, age } from './words.js';
import { ask, tell, said, openForm, field, line, choice, chosen, several } from './form.js';
import { openDialog } from './dialog.js';
import { openAudio } from './quiet.js';
import { icon } from './icons.js';

const path = (bed, act) => 'beds/' + encodeURIComponent(bed.id) + '/' + act;
const method = () => choice(T('How do you know?'), [['scan', T('Scanned wristband and patch')], ['hand', T('by hand')]], 'hand');

/** Somebody comes to lie in a bed. */
export async function openAdmit(bed, onClose) {
  const now = await ask(path(bed, 'patient')).catch(() => ({ standing: [] }));
  const family = line({ autocapitalize: 'words' });
  const given = line({ autocapitalize: 'words' });
  const mrn = line({ maxlength: 64 });
  const birth = h('input', { class: 'inp', type: 'date' });
  const scale = choice('NEWS2', [[1, T('SpO₂ scale {n}', { n: 1 })], [2, T('SpO₂ scale {n}', { n: 2 })], [0, T('No NEWS2')]], 1);
  const devices = several(T('Devices that measure this patient'), now.standing.map((name) => [name, name, true]), T('No device stands here. Link one later.'));
  const how = method();
  const test = several(T('Test'), [['test', T('Test patient: shown, marked, never filed'), false]]);
  return openForm({
    title: T('Admit to bed {b}', { b: bed.label }), onClose, label: T('Admit'),
    about: now.free === false ? T('The patient here has no name. A new one begins clean, without old values and alarms.') : undefined,
    parts: [h('div', { class: 'two' }, field(T('Family name'), family), field(T('Given name'), given)),
      h('div', { class: 'two' }, field(T('Record number'), mrn), field(T('Birth date'), birth, T('optional'))), scale, devices, how, test],
    save: () => tell(path(bed, 'admit'), {
      family: family.value.trim(), ...(given.value.trim() && { given: given.value.trim() }), mrn: mrn.value.trim(),
      ...(birth.value && { birth: birth.value }), news2: chosen(scale), devices: devices.values(), method: chosen(how), test: test.values().length > 0,
    }),
  });
}

/** The stay ends. */
export async function openDischarge(bed, onClose) {
  const now = await ask(path(bed, 'patient'));
  return openForm({
    title: T('Discharge from bed {b}', { b: bed.label }), onClose, label: T('Discharge'), isGrave: true,
    about: [now.name || bed.who, T('Alarms, limits and links end now. The next patient begins clean.')].filter(Boolean).join('. '),
    parts: [],
    save: () => tell(path(bed, 'discharge'), { stay: now.stay }),
  });
}

/** The stay moves; `beds` are those of the ward. */
export async function openTransfer(bed, beds, onClose) {
  const [now, all] = await Promise.all([ask(path(bed, 'patient')), ask('devices')]);
  const free = beds.filter((one) => one.free && one.id !== bed.id);
  const there = h('div', {});
  let link = several('', []);
  const standing = (id) => all.devices.filter((device) => device.bed === id && !device.linked).map((device) => device.device);
  const to = choice(T('To bed'), free.map((one) => [one.id, one.label]), undefined, (id) => {
    const label = free.find((one) => one.id === id).label;
    link = several(T('Devices at bed {b} that measure this patient now', { b: label }), standing(id).map((name) => [name, name, true]), T('No device stands there'));
    fill(there, link);
  });
  const along = several(T('Devices that go along'), now.devices.map((name) => [name, name, false]), T('No device is linked to this bed'));
  return openForm({
    title: T('Transfer from bed {b}', { b: bed.label }), onClose, label: T('Transfer'),
    about: [now.name || bed.who, T('Alarms go along. Devices that stay behind measure nobody.')].filter(Boolean).join('. '),
    parts: [free.length > 0 ? to : h('p', { class: 'problem' }, T('No bed is free')), there, along],
    save: () => {
      if (!chosen(to)) throw said(T('Choose a bed'));
      return tell(path(bed, 'transfer'), { stay: now.stay, to: chosen(to), devices: along.values(), link: link.values() });
    },
  });
}

/** Nobody and nothing is in a bed any more. */
export async function openEmpty(bed, onClose) {
  const now = await ask(path(bed, 'patient'));
  return openForm({
    title: T('Empty bed {b}', { b: bed.label }), onClose, label: T('Empty bed'), isGrave: true,
    about: [now.name || bed.who, T('Whoever lies here is discharged, and every device at this bed is unlinked.')].filter(Boolean).join('. '),
    parts: [now.standing.length > 0 && h('p', { class: 'q' }, T('Devices at this bed: {d}', { d: now.standing.join(', ') }))],
    save: () => tell(path(bed, 'empty'), { stay: now.stay }),
  });
}

/** Who somebody was, who has left, is forgotten. */
export function openErase(stay, label, onDone) {
  return openForm({
    title: T('Erase the name: bed {b}', { b: label }), label: T('Erase the name'), isGrave: true,
    about: T('Who this patient was is forgotten for good. Alarms and values of the stay remain without a name; what is not filed yet stays held.'), parts: [],
    save: async () => {
      await tell('stays/' + encodeURIComponent(stay) + '/erase', {});
      onDone();
    },
  });
}

/** Off the ward for a while. */
export async function openStandby(bed, wallNow, onClose) {
  const now = await ask(path(bed, 'patient'));
  const back = h('input', { class: 'inp', type: 'time' });
  return openForm({
    title: T('Off ward: bed {b}', { b: bed.label }), onClose, label: T('Off ward'),
    about: T('Nothing is measured and no alarm sounds until somebody says that the patient is back. Readings of this time wait in the tray.'),
    parts: [field(T('Expected back'), back, T('optional'))],
    save: () => tell(path(bed, 'standby'), { stay: now.stay, ...(back.value && { back: nextAt(back.value, wallNow) }) }),
  });
}

/** The next time that a clock shows this. */
function nextAt(clock, wallNow) {
  const [hours, minutes] = clock.split(':').map(Number);
  const at = new Date(wallNow);
  at.setHours(hours, minutes, 0, 0);
  return at.getTime() > wallNow ? at.getTime() : at.getTime() + 24 * 3600_000;
}

/** Back on the ward. */
export async function openReturn(bed, onClose) {
  const now = await ask(path(bed, 'patient'));
  return openForm({
    title: T('Back on the ward: bed {b}', { b: bed.label }), onClose, label: T('Patient is back'),
    about: T('The devices that measured this patient before do so again, and alarms sound.'), parts: [],
    save: () => tell(path(bed, 'return'), { stay: now.stay }),
  });
}

/** A device measures whoever lies here. */
export async function openLink(bed, onClose) {
  const all = (await ask('devices')).devices.filter((device) => device.bed !== bed.id || !device.linked);
  const name = line({ maxlength: 64, list: 'known-devices', spellcheck: false });
  const list = h('datalist', { id: 'known-devices' }, all.map((device) => h('option', { value: device.device }, device.bed ? T('Bed {b}', { b: device.bed }) : T('not linked'))));
  const how = method();
  return openForm({
    title: T('Link a device to bed {b}', { b: bed.label }), onClose, label: T('Link'),
    parts: [field(T('Device'), name, T('Scan it or type its name')), list, how],
    save: () => tell(path(bed, 'link'), { device: name.value.trim(), method: chosen(how) }),
  });
}

/** A device measures nobody any more. */
export function openUnlink(bed, onClose) {
  const which = choice(T('Device'), bed.devices.map((name) => [name, name]), bed.devices.length === 1 ? bed.devices[0] : undefined);
  return openForm({
    title: T('Unlink a device from bed {b}', { b: bed.label }), onClose, label: T('Unlink'), isGrave: true,
    about: T('It measures nobody from now on.'), parts: [which],
    save: () => {
      if (!chosen(which)) throw said(T('Choose a device'));
      return tell(path(bed, 'unlink'), { device: chosen(which) });
    },
  });
}

/** A wrong link, corrected by its time. */
export async function openCorrect(device, beds, wallNow, onClose) {
  const from = moment(wallNow - 3600_000);
  const to = moment(undefined);
  const right = choice(T('Whose are they?'), [...beds.map((one) => [one.id, one.label]), ['', T('Not a patient')]], undefined);
  return openForm({
    title: T('Correct the link of {d}', { d: device }), onClose, label: T('Correct'), isGrave: true,
    about: T('What was filed for the wrong patient is withdrawn and filed again for the right one.'),
    parts: [h('div', { class: 'span' }, field(T('From'), from), field(T('Until'), to, T('empty: now, and from now on'))), right],
    save: () => {
      if (chosen(right) === undefined) throw said(T('Choose a bed'));
      return tell('links/correct', {
        device, from: new Date(from.value).getTime(), ...(to.value && { to: new Date(to.value).getTime() }), ...(chosen(right) && { bed: chosen(right) }),
      });
    },
  });
}

/** An input of day and time, by the clock of this screen. */
export function moment(wallMs) {
  return h('input', { class: 'inp', type: 'datetime-local', step: 1, value: wallMs === undefined ? undefined : local(wallMs) });
}

function local(wallMs) {
  const at = new Date(wallMs);
  return new Date(wallMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Off ward since when, by whom, expected when; in words. */
export function awayWords(away, wallNow) {
  return [T('Off ward for {t}', { t: age(wallNow - away.since) }), away.by, away.back > 0 && T('expected {t}', { t: hhmm(away.back) })].filter(Boolean).join(' · ');
}

/** What can be done with the patient and the devices of a bed as things stand: what it waits for, and the rest behind "More". */
export class PatientActions {
  /** `beds()` are those of the ward, `wallNow()` the gateway's time. */
  constructor(beds, wallNow) {
    this.beds = beds;
    this.wallNow = wallNow;
    this.element = h('div', { class: 'patient', role: 'group', 'aria-label': T('Patient') });
  }

  show(bed) {
    this.bed = bed;
    once(this.element, 'bed', JSON.stringify([bed.free, bed.named, Boolean(bed.away)]), () => fill(this.element,
      this.#acts(bed).filter((act) => act.isWaited).map(({ title, open }) => h('button', { class: 'btn', 'aria-haspopup': 'dialog', onclick: () => open(this.bed) }, title)),
      h('button', { class: 'btn', 'aria-haspopup': 'dialog', onclick: () => this.#more() }, T('More'))));
  }

  #acts(bed) {
    const isHere = !bed.free;
    const hasDevices = bed.devices.length > 0;
    return [
      isHere && bed.away && { title: T('Patient is back'), open: openReturn, isWaited: true },
      (bed.free || !bed.named) && { title: T('Admit'), open: openAdmit, isWaited: true },
      isHere && { title: T('Sound'), open: (of) => openAudio(of.id, of.label, Boolean(of.quiet?.audio)) },
      isHere && !bed.away && { title: T('Off ward'), open: (of) => openStandby(of, this.wallNow()) },
      isHere && { title: T('Transfer'), open: (of) => openTransfer(of, this.beds()) },
      isHere && { title: T('Discharge'), open: openDischarge },
      { title: T('Link device'), open: openLink },
      hasDevices && { title: T('Unlink device'), open: openUnlink },
      (isHere || hasDevices) && { title: T('Empty bed'), open: openEmpty },
    ].filter(Boolean);
  }

  #more() {
    const bed = this.bed;
    const element = h('div', { class: 'side others', role: 'dialog', 'aria-modal': 'true', 'aria-label': T('More') },
      h('header', {}, h('h2', {}, T('Bed {b}', { b: bed.label })), h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
      h('div', { class: 'fields' }, this.#acts(bed).map(({ title, open }) => h('button', { class: 'btn', 'aria-haspopup': 'dialog', onclick: () => {
        close();
        open(bed);
      } }, title))));
    const close = openDialog(element);
  }
}
