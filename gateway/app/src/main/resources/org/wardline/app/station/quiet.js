/*
 * What people silenced or switched off at a bed: each has a name and an end, and both are shown as long as it lasts.
 * A pause ends by itself after two minutes or with a new high alarm; sound off has an owner, a reason and an end.
 */
import { h, fill, text, attribute } from './dom.js';
import { icon } from './icons.js';
import { T, hhmm, since } from './words.js';
import { act, ask } from './feed.js';
import { settings, station } from './settings.js';
import { openDialog } from './dialog.js';

export const PAUSE_MIN = 2;
/** Off with the patient: until he is back. */
const NO_END_MS = 30 * 24 * 3600_000;
const OFF_MINUTES = [15, 30, 60, 120];
const SIGN = { spo2: 'SpO₂', heart_rate: 'HR', pulse_rate_spo2: 'PR', resp_rate: 'RR', nibp_sys: 'NIBP', temp: 'T' };
const CELL = { spo2: 'spo2', heart_rate: 'hr', pulse_rate_spo2: 'hr', resp_rate: 'rr', nibp_sys: 'nibp', temp: 'temp' };

/** The sign of a rule, as nurses write it. */
export const signOf = (rule) => T(SIGN[rule.slice(0, rule.lastIndexOf('.'))] || rule.slice(0, rule.lastIndexOf('.')));

/** What a tile says of it: {icon, words, cells}, or undefined while all may sound. */
export function quietOf(bed, now) {
  const { audio, off = [] } = bed.quiet || {};
  const cells = off.map((one) => CELL[one.rule.slice(0, one.rule.lastIndexOf('.'))]);
  const at = (until) => hhmm(now.wall + until - now.at);
  if (audio?.state === 'paused') return { icon: 'pause', words: T('Audio paused {t}', { t: since(audio.until - now.at) }), cells, audio };
  if (audio && audio.until > now.at + NO_END_MS) return { icon: 'off', words: T('Audio off, {who}', { who: audio.by }), cells, audio };
  if (audio) return { icon: 'off', words: T('Audio off to {t}, {who}', { t: at(audio.until), who: audio.by }), cells, audio };
  if (off.length === 0) return undefined;
  const first = off.reduce((a, b) => (a.until > b.until ? a : b));
  return { icon: 'off', words: T('{sign} alarm off to {t}, {who}', { sign: signOf(first.rule), t: at(first.until), who: first.by }), cells, more: off.length - 1 };
}

/** Silences a bed or lets it sound; what came of it in words. */
export async function audio(bed, body) {
  try {
    await act('/api/beds/' + encodeURIComponent(bed) + '/audio', { station, who: settings.who || station, ...body });
    return '';
  } catch (failure) {
    return T(failure.status === 409 ? 'Another patient is in this bed now: nothing was saved' : 'Not saved, try again');
  }
}

export const pause = (bed) => audio(bed, { act: 'pause', minutes: PAUSE_MIN });

/** The button of an alarm strip: pauses the sound of the bed, or lets it sound again; what is silent stands beside it. */
export class PauseButton {
  constructor(said, isShort) {
    this.isShort = isShort;
    this.words = h('span', { class: 'qt' });
    this.button = h('button', { class: 'btn pz', onclick: () => this.#press() });
    this.element = h('span', { class: 'quiet' }, this.words, this.button);
    this.said = said;
  }

  show(bed, quiet) {
    this.bed = bed;
    this.element.hidden = !bed;
    const isQuiet = Boolean(quiet?.audio);
    text(this.words, isQuiet ? quiet.words : '');
    if (this.isQuiet !== isQuiet) {
      this.isQuiet = isQuiet;
      attribute(this.button, 'aria-label', isQuiet ? T('Sound on') : T('Pause sound {n} min', { n: PAUSE_MIN }));
      fill(this.button, icon(isQuiet ? 'bell' : 'pause', 22), h('span', {}, isQuiet ? T('Sound on') : T(this.isShort ? '{n} min' : 'Pause sound {n} min', { n: PAUSE_MIN })));
    }
  }

  async #press() {
    this.button.disabled = true;
    const failed = this.isQuiet ? await audio(this.bed, { act: 'on' }) : await pause(this.bed);
    this.button.disabled = false;
    if (failed) this.said(failed, 'failed');
  }
}

/** Sound of one bed: pause, off with owner, reason and end, on. */
export function openAudio(bed, label, isQuiet) {
  const whose = ask('/api/beds/' + encodeURIComponent(bed) + '/limits').then(({ stay }) => ({ stay }), () => undefined);
  const answer = h('p', { class: 'answer', role: 'alert' });
  const who = h('input', { class: 'inp', id: 'au-who', maxlength: 60, autocomplete: 'off', value: settings.who });
  const reason = h('input', { class: 'inp', id: 'au-why', maxlength: 200, autocomplete: 'off' });
  const minutes = h('select', { class: 'inp', id: 'au-min' }, OFF_MINUTES.map((n) => h('option', { value: n }, T('{n} min', { n }))));
  const send = async (body) => {
    settings.who = who.value.trim();
    const isNeeded = body.act === 'off';
    if (isNeeded && (!reason.value.trim() || !who.value.trim())) {
      text(answer, T('Reason and name are needed'));
      return;
    }
    const failed = await audio(bed, { ...body, ...(await whose), ...(isNeeded && { reason: reason.value.trim() }) }); // for who lay there as it opened
    if (failed) text(answer, failed);
    else close();
  };
  const element = h('div', { class: 'menu audio', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'au-title' },
    h('section', {},
      h('div', { class: 'row' }, h('h2', { id: 'au-title' }, T('Sound of bed {b}', { b: label })),
        h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
      h('button', { class: 'btn main', onclick: () => send({ act: 'pause', minutes: PAUSE_MIN }) }, icon('pause', 22), T('Pause sound {n} min', { n: PAUSE_MIN })),
      isQuiet && h('button', { class: 'btn', onclick: () => send({ act: 'on' }) }, icon('bell', 22), T('Sound on')),
      h('h3', {}, T('Sound off')),
      h('label', { class: 'fld', for: 'au-why' }, T('Reason'), reason),
      h('label', { class: 'fld', for: 'au-min' }, T('For'), minutes),
      h('label', { class: 'fld', for: 'au-who' }, T('Owner'), who),
      h('button', { class: 'btn', onclick: () => send({ act: 'off', minutes: Number(minutes.value) }) }, icon('off', 22), T('Sound off until then')),
      h('p', { class: 'q' }, T('Every alarm stays on the screen. A new high alarm sounds all the same. The gateway’s own alarms cannot be silenced.')),
      answer));
  const close = openDialog(element);
}
