/*
 * One alarm, opened: who knew of it when, by which rule and whose limits, the values around its rise, and what people say of it.
 * It stands beside the alarms of a bed and beside those of the ward.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, sourceWords, hhmmss } from './words.js';
import { act, whyNot } from './feed.js';
import { explained, pastAlarm, STEP } from './model.js';
import { session } from './session.js';
import { settings, station } from './settings.js';

const HOUR_MS = 3600_000;
const LEFT = 44;
export const DONE = { seen: 'Seen patient', repositioned: 'Repositioned', oxygen: 'Oxygen changed', probe: 'Probe changed', doctor: 'Doctor called' };
export const ENDED = { clear: 'ended by itself', limits: 'ended by other limits', unlinked: 'device unlinked', discharged: 'discharged', grouped: 'one cause for several beds' };
const SIGN_COLOUR = { spo2: 'spo2', heart_rate: 'hr', pulse_rate_spo2: 'hr', resp_rate: 'rr', nibp_sys: 'nibp', temp: 'temp' };
const LABEL = { spo2: 'SpO₂', heart_rate: 'HR', pulse_rate_spo2: 'PR', resp_rate: 'RR', nibp_sys: 'NIBP', temp: 'T' };

/** The alarms of the patient in a bed as they were: {alarms}, or {status} of an answer that has none, 0 where none came. */
export async function pastOf(bed, hours) {
  try {
    const answer = await fetch('/api/beds/' + encodeURIComponent(bed) + '/alarms?hours=' + hours, { signal: AbortSignal.timeout(8000) });
    return answer.ok ? await answer.json() : { status: answer.status };
  } catch {
    return { status: 0 };
  }
}

export class EvidencePanel {
  /** `changed()` runs when something was said of the alarm, `note()` when somebody wants to write of it. */
  constructor(changed, note) {
    this.changed = changed;
    this.head = h('div', { class: 'eh' });
    this.over = h('p', { class: 'eover', role: 'status' });
    this.acts = h('div', { class: 'eacts' });
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.canvas = h('canvas', { role: 'img' });
    this.knowsTitle = h('h3', {}, T('Who knows'));
    this.knows = h('ol', { class: 'knows' });
    this.facts = h('dl', { class: 'facts' });
    this.done = h('div', { class: 'deeds' });
    this.useful = h('div', { class: 'useful' });
    this.doneTitle = h('h3', {}, T('What was done'));
    this.note = h('button', { class: 'btn', onclick: note }, icon('note', 22), T('Note'));
    this.top = h('div', { class: 'etop' }, this.head, this.over, this.acts, this.answer);
    this.body = h('div', { class: 'ebody scroll', tabindex: 0, role: 'group', 'aria-label': T('Evidence') },
      h('div', { class: 'ecv' }, this.canvas), this.knowsTitle, this.knows, this.facts, this.doneTitle, this.done, this.useful);
    this.nothing = h('p', { class: 'none' }, T('Choose an alarm to see what it came from'));
    this.shut = h('div', { class: 'eshut' });
    this.element = h('section', { class: 'panel evidence', 'aria-label': T('Evidence') }, this.nothing, this.top, this.shut, this.body);
    this.sizes = new ResizeObserver(() => this.#draw());
    this.sizes.observe(this.canvas);
    this.close();
  }

  close() {
    this.name = this.alarm = this.pack = undefined;
    this.#stand(this.nothing);
  }

  #stand(shown) {
    this.nothing.hidden = shown !== this.nothing;
    this.top.hidden = shown === this.nothing;
    this.shut.hidden = shown !== this.shut;
    this.body.hidden = shown !== this.body;
  }

  /**
   * Shows an alarm as it is told. Its evidence is asked for when it is news.
   *
   * @param all those of its patient; undefined while nobody knows them: then nothing is asked for yet
   * @param as how it stands in the list that it was chosen from: its words and form, label, who, isOver
   */
  async open(alarm, all, as) {
    const isOther = this.name !== alarm.alarm;
    const isNews = isOther || !this.isAsked || JSON.stringify(alarm) !== JSON.stringify(this.alarm);
    if (isOther) {
      this.pack = undefined;
      this.isAsked = this.isAnswered = false;
      this.body.scrollTop = 0;
      text(this.answer, '');
    }
    this.name = alarm.alarm;
    this.alarm = alarm;
    this.all = all || [];
    this.place(as);
    this.#stand(this.body);
    this.#said();
    this.#facts();
    if (all && isNews) await this.#load();
  }

  /** More is known of it than its list tells: the next that is told of it asks for all. */
  again() {
    this.isAsked = false;
  }

  /** What of it a screen may show where nobody is signed in who may see the rest. */
  lock(alarm, as) {
    this.name = alarm.alarm;
    this.alarm = alarm;
    this.pack = undefined;
    this.isAsked = false;
    this.place(as);
    this.#stand(this.shut);
    once(this.shut, 'who', String(Boolean(session.person)), () => fill(this.shut,
      h('p', {}, T(session.person ? 'Your role may not do this' : 'Evidence: sign in first')),
      !session.person && h('button', { class: 'btn', onclick: () => session.askToSignIn() }, icon('person', 22), T('Sign in'))));
  }

  /** Where it stands and how it is now. */
  place(as) {
    const { alarm } = this;
    const shown = as || pastAlarm(alarm);
    const about = [as?.who, hhmmss(alarm.begin) + (alarm.end ? ' – ' + hhmmss(alarm.end) : ''), T('number {n}', { n: alarm.alarm.split(':').at(-1) })].filter(Boolean).join(' · ');
    const key = [shown.message, shown.priority, shown.tech, shown.form, as?.label, about];
    once(this.head, 'head', JSON.stringify(key), () => fill(this.head, h('span', { class: 'm ' + shown.priority }, alarmIcon(shown, 30)),
      as?.label && h('span', { class: 'eno' }, h('span', { class: 'sr' }, T('Bed') + ' '), as.label), h('div', {}, h('b', {}, shown.message), h('span', {}, about))));
    text(this.over, as?.isOver ? T('This alarm has ended') : '');
  }

  async #load() {
    const { name } = this;
    this.isAsked = true;
    try {
      const answer = await fetch('/api/alarms/' + encodeURIComponent(name) + '/evidence', { signal: AbortSignal.timeout(8000) });
      const pack = answer.ok ? await answer.json() : undefined;
      if (this.name !== name || !this.isAsked) return;
      this.pack = pack;
      text(this.answer, pack ? '' : T('The evidence is not there'));
    } catch {
      if (this.name === name) text(this.answer, T('The gateway does not answer'));
    }
    if (this.name !== name) return;
    this.isAnswered = true;
    this.#facts();
  }

  /** What people say of it. */
  #said() {
    const { alarm } = this;
    const isPatients = !alarm.gateway; // of the others nothing is said
    this.doneTitle.hidden = !isPatients;
    once(this.done, 'said', JSON.stringify([alarm.alarm, isPatients, alarm.done]), () => keepFocus(this.done, () => fill(this.done, isPatients && [
      ...Object.entries(DONE).map(([what, words]) => h('button', {
        class: 'btn', 'aria-pressed': String(alarm.done.some((deed) => deed.what === what)), onclick: () => this.#say('done', { what }),
      }, T(words))), this.note])));
    const mark = (isUseful, words) => h('button', { class: 'btn', 'aria-pressed': String(alarm.useful === isUseful), onclick: () => this.#say('useful', { useful: isUseful }) }, T(words));
    once(this.useful, 'said', JSON.stringify([alarm.alarm, isPatients, alarm.useful]), () => keepFocus(this.useful, () =>
      fill(this.useful, isPatients && [h('span', {}, T('Was this alarm useful?')), mark(true, 'Useful'), mark(false, 'Not useful')])));
  }

  async #say(what, words) {
    try {
      await act('/api/alarms/' + what, { alarm: this.name, station, who: settings.who || station, ...words });
      text(this.answer, '');
      this.changed();
    } catch (failure) {
      text(this.answer, whyNot(failure));
    }
  }

  #facts() {
    const { pack, alarm } = this;
    const before = this.all.filter((one) => one.begin < alarm.begin && one.begin > alarm.begin - 24 * HOUR_MS);
    const useful = before.filter((one) => one.useful).length;
    const row = (name, value) => value && [T(name), value];
    const rows = [
      row('Rule', pack?.rule && ruleWords(pack.rule)),
      row('Limits from', pack?.rule && (Object.keys(pack.rule.set || {}).length ? T('this patient’s own') : sourceWords(pack.rule.source))),
      row('Model', pack?.model && [pack.model.name, pack.model.version, pack.model.sha256?.slice(0, 12), explained(pack.model.explain?.text)].filter(Boolean).join(' · ')),
      row('Signal', pack && (pack.gaps.length ? T('{n} gaps', { n: pack.gaps.length }) : T('no gaps'))),
      row('Before', !alarm.gateway && T('{n} alarms in 24 h, {m} marked useful', { n: before.length, m: useful })),
      row('Evidence', pack && (pack.reproduces ? T('{n} inputs, runs again to the same', { n: pack.inputs.length }) : T('{n} inputs, hangs on what was before them', { n: pack.inputs.length }))),
    ].filter(Boolean);
    once(this.facts, 'rows', JSON.stringify(rows), () => fill(this.facts, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
    const known = (pack?.knows || []).map((item) => [hhmmss(alarm.begin + item.t - raisedOf(pack).t), knownWords(item, alarm)]).filter(([, words]) => words);
    once(this.knows, 'rows', JSON.stringify(known), () => fill(this.knows, known.map(([at, words]) => h('li', {}, h('time', {}, at), h('i', {}), h('span', {}, words)))));
    this.knowsTitle.hidden = this.isAnswered && known.length === 0;
    this.facts.hidden = rows.length === 0;
    attribute(this.canvas.parentElement, 'hidden', (pack ? signOf(pack) : !this.isAnswered) ? null : ''); // its place waits for what comes
    attribute(this.canvas, 'hidden', pack ? null : '');
    this.#draw();
  }

  /** The sign's values that the alarm came from, its limit, and where it began. */
  #draw() {
    const canvas = this.canvas, pack = this.pack;
    const sign = pack && signOf(pack);
    const ratio = devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (!sign || !width || !height) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const points = pack.inputs.filter((input) => input.event === 'reading' && typeof input.values?.[sign] === 'number')
      .map((input) => [input.at ?? input.t, input.values[sign]]);
    if (points.length === 0) return;
    const raised = raisedOf(pack);
    const limit = raised.limits?.[sign];
    const values = points.map((point) => point[1]).concat(limit ?? []);
    const least = Math.min(...values) - 2, most = Math.max(...values) + 2;
    const from = points[0][0], to = Math.max(pack.end, from + 1000);
    const x = (t) => LEFT + ((width - LEFT - 8) * (t - from)) / (to - from);
    const y = (value) => 22 + (height - 30) * (1 - (value - least) / (most - least));
    ctx.font = '14px ' + css('--font');
    if (limit !== undefined) {
      ctx.strokeStyle = css('--high-line');
      ctx.setLineDash([10, 4]);
      ctx.beginPath();
      ctx.moveTo(LEFT, y(limit));
      ctx.lineTo(width - 8, y(limit));
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.fillStyle = css('--high-line');
      ctx.textAlign = 'right';
      ctx.fillText(String(limit), LEFT - 6, y(limit) + 5);
    }
    ctx.strokeStyle = css('--sign-' + (SIGN_COLOUR[sign] || 'spo2'));
    ctx.lineWidth = 2;
    ctx.beginPath();
    let before = -Infinity;
    for (const [t, value] of points) {
      if (t - before > 15_000) ctx.moveTo(x(t), y(value));
      else ctx.lineTo(x(t), y(value));
      before = t;
    }
    ctx.stroke();
    ctx.strokeStyle = css('--text');
    ctx.lineWidth = 1.5;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x(raised.t), 4);
    ctx.lineTo(x(raised.t), height);
    ctx.stroke();
    ctx.fillStyle = css('--text');
    ctx.textAlign = x(raised.t) > width - 90 ? 'right' : 'left';
    ctx.fillText(hhmmss(this.alarm.begin), x(raised.t) + (x(raised.t) > width - 90 ? -5 : 5), 14);
    attribute(canvas, 'aria-label', T(LABEL[sign] || sign) + ', ' + T('{n} inputs', { n: points.length }));
  }
}

/** What is drawn anew keeps the focus at its place. */
function keepFocus(element, draw) {
  const at = [...element.children].indexOf(document.activeElement);
  draw();
  if (at >= 0) element.children[at]?.focus({ preventScroll: true });
}

const raisedOf = (pack) => JSON.parse(pack.changes[0]);

function signOf(pack) {
  return Object.keys(raisedOf(pack).values || {})[0];
}

function ruleWords(rule) {
  const of = rule.inForce;
  const sign = T(LABEL[of.sign] || of.sign || rule.rule);
  const limit = of.below !== undefined ? '< ' + of.below : of.above !== undefined ? '> ' + of.above : '';
  return `${sign} ${limit}, ${T('delay {n} s', { n: Math.round(of.delay / 1000) })}`;
}

function knownWords(item, alarm) {
  const to = (names) => (names || []).map((name) => T(STEP[name] || name)).join(', ');
  switch (item.what) {
    case 'raised': return T('Alarm begins') + (alarm.value ? ': ' + pastAlarm(alarm).message : '');
    case 'notify': return item.why === 'raised' ? T('Told: {who}', { who: to(item.to) }) : T('Next step: {who}', { who: to(item.to) }) + (item.why === 'unseen' ? ' (' + T('nobody saw it') + ')' : '');
    case 'stationSaw': return item.visible ? T('Seen at {name}', { name: item.station }) : T('Delivered to {name}', { name: item.station });
    case 'escalated': return T('Escalated');
    case 'realarmed': return T('Asks again');
    case 'acknowledged': return T('Acknowledged by {who}', { who: item.by });
    case 'reset': return T('Acknowledged by {who}', { who: item.by });
    case 'latched': return T('Ended, not acknowledged');
    case 'ended': return T(ENDED[item.why] || 'ended by itself');
    case 'noted': return item.about === 'useful' ? T(item.words.useful ? 'marked useful by {who}' : 'marked not useful by {who}', { who: item.who })
      : [item.words.what && T(DONE[item.words.what] || item.words.what), item.words.text, item.who].filter(Boolean).join(' · ');
    default: return '';
  }
}
