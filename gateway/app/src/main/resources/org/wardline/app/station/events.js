/*
 * A patient's alarms as they were: how long, who had each and after how long, whether it was useful; one opened shows its
 * evidence: who knew when, by which rule and whose limits, and the values that it came from.
 */
import { h, fill, text, attribute, once } from './dom.js';
import { icon, alarmIcon } from './icons.js';
import { T, sourceWords, hhmm, hhmmss, since } from './words.js';
import { act } from './feed.js';
import { explained, pastAlarm, STEP } from './model.js';
import { sharing } from './past.js';
import { session } from './session.js';
import { settings, station } from './settings.js';

const HOURS = [8, 24, 72];
const HOUR_MS = 3600_000;
const LEFT = 44, HATCH = 10;
const RELOAD_MS = 15_000;
const DONE = { seen: 'Seen patient', repositioned: 'Repositioned', oxygen: 'Oxygen changed', probe: 'Probe changed', doctor: 'Doctor called' };
const SIGN_COLOUR = { spo2: 'spo2', heart_rate: 'hr', pulse_rate_spo2: 'hr', resp_rate: 'rr', nibp_sys: 'nibp', temp: 'temp' };
const LABEL = { spo2: 'SpO₂', heart_rate: 'HR', pulse_rate_spo2: 'PR', resp_rate: 'RR', nibp_sys: 'NIBP', temp: 'T' };
const ENDED = { clear: 'ended by itself', limits: 'ended by other limits', unlinked: 'device unlinked', discharged: 'discharged', grouped: 'one cause for several beds' };

/** A tab of a bed's page. */
export function eventsTab(page) {
  const history = new AlarmHistory();
  return {
    name: 'alarms', title: T('Alarms'), element: history.element,
    open: () => history.open(page.id),
    show: (bed) => history.show(bed),
  };
}

export class AlarmHistory {
  constructor() {
    this.hours = 24;
    this.alarms = [];
    this.buttons = HOURS.map((n) => h('button', { onclick: () => this.#choose(n) }, T('{n} h', { n })));
    this.count = h('span', { class: 'srcs' });
    this.list = h('ul', { class: 'rows' });
    this.none = h('p', { class: 'none' }, T('No alarm in this time'));
    this.evidence = new EvidencePanel(() => this.load());
    this.element = h('div', { class: 'events' },
      h('section', { class: 'panel hist', 'aria-label': T('Alarms') },
        h('div', { class: 'ph' }, h('h2', {}, T('Alarms')), h('span', { class: 'seg', role: 'group', 'aria-label': T('Time') }, this.buttons), h('span', { class: 'sp' }), this.count),
        h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Alarms') }, this.none, this.list)),
      this.evidence.element);
    this.#press();
    session.addEventListener('change', () => this.id && this.element.checkVisibility() && this.load()); // others may see more, or less
  }

  open(id) {
    if (this.id !== id) {
      this.id = id;
      this.alarms = [];
      this.evidence.close();
    }
    this.load();
  }

  /** What stands changed: the history has too. */
  show(bed) {
    if (!this.id || this.element.hidden || document.hidden) return;
    const key = (bed?.alarms || []).map((alarm) => alarm.name + alarm.v).join();
    const isDue = performance.now() - (this.loadedAt || 0) > RELOAD_MS;
    if (once(this.element, 'alarms', key, () => undefined) || isDue) this.load();
  }

  #choose(hours) {
    this.hours = hours;
    this.#press();
    this.load();
  }

  #press() {
    this.buttons.forEach((button, i) => attribute(button, 'aria-pressed', String(HOURS[i] === this.hours)));
  }

  async load() {
    this.loadedAt = performance.now();
    const id = this.id;
    let past, status;
    try {
      const answer = await fetch('/api/beds/' + encodeURIComponent(id) + '/alarms?hours=' + this.hours, { signal: AbortSignal.timeout(8000) });
      status = answer.status;
      if (answer.ok) past = await answer.json();
    } catch {
      // told below
    }
    if (this.id !== id) return;
    if (!past) {
      this.#unknown(status);
      return;
    }
    this.alarms = past.alarms;
    const useful = past.alarms.filter((alarm) => alarm.useful).length;
    text(this.count, T('{n} alarms in {h} h, {m} marked useful', { n: past.alarms.length, h: this.hours, m: useful }));
    text(this.none, T('No alarm in this time'));
    this.none.hidden = past.alarms.length > 0;
    once(this.list, 'rows', JSON.stringify(past.alarms), () => this.#rows());
    this.evidence.refresh(this.alarms);
  }

  /** No answer is not "no alarm": it says why, and whoever may not see them sees none of the one before. */
  #unknown(status) {
    if (status === 401 || status === 403) {
      this.alarms = [];
      once(this.list, 'rows', '', () => fill(this.list));
      this.evidence.close();
    }
    text(this.count, '');
    text(this.none, status === 401 ? T('Alarms: sign in first') : status === 403 ? T('Your role may not do this') : T('The gateway does not answer'));
    this.none.hidden = false;
  }

  #rows() {
    const focused = document.activeElement?.dataset?.alarm;
    fill(this.list, this.alarms.map((alarm) => this.#row(alarm)));
    if (focused) [...this.list.querySelectorAll('button')].find((button) => button.dataset.alarm === focused)?.focus();
  }

  #row(alarm) {
    const model = pastAlarm(alarm);
    const long = since((alarm.end || Date.now()) - alarm.begin);
    const took = alarm.by ? h('span', {}, h('b', {}, alarm.by), ' ' + T('{t} after', { t: since(alarm.acknowledged - alarm.begin) }))
      : h('span', {}, alarm.standing ? T('Not acknowledged') : T(ENDED[alarm.why] || 'ended by itself'));
    const marks = [alarm.gateway && T('Gateway'), sharing(alarm), alarm.useful === true && T('Useful'), alarm.useful === false && T('Not useful'), ...alarm.done.map((deed) => T(DONE[deed.what] || deed.what))].filter(Boolean).join(' · ');
    const button = h('button', { class: 'ev', 'aria-pressed': String(this.evidence.name === alarm.alarm), onclick: () => {
      this.list.querySelectorAll('button').forEach((one) => attribute(one, 'aria-pressed', String(one === button)));
      this.evidence.open(alarm, this.alarms);
    } },
    h('span', { class: 'm' }, alarmIcon(model, 26)),
    h('span', { class: 'wt' }, h('b', {}, model.message), h('small', {}, marks)),
    h('span', { class: 'tm' }, long, h('small', {}, hhmm(alarm.begin))), h('span', { class: 'stt' }, took));
    button.dataset.alarm = alarm.alarm;
    return h('li', { class: ['er', alarm.priority, alarm.standing ? 'open' : 'over', model.tech ? 'tech' : ''].join(' ').trim() }, button);
  }
}

/** One alarm, opened. */
class EvidencePanel {
  constructor(changed) {
    this.changed = changed;
    this.head = h('div', { class: 'eh' });
    this.canvas = h('canvas', { role: 'img' });
    this.knows = h('ol', { class: 'knows' });
    this.facts = h('dl', { class: 'facts' });
    this.done = h('div', { class: 'deeds' });
    this.useful = h('div', { class: 'useful' });
    this.doneTitle = h('h3', {}, T('What was done'));
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.body = h('div', { class: 'ebody scroll', tabindex: 0, role: 'group', 'aria-label': T('Evidence') },
      this.head, h('div', { class: 'ecv' }, this.canvas), h('h3', {}, T('Who knows')), this.knows, this.facts, this.doneTitle, this.done, this.useful, this.answer);
    this.nothing = h('p', { class: 'none' }, T('Choose an alarm to see what it came from'));
    this.element = h('section', { class: 'panel evidence', 'aria-label': T('Evidence') }, this.nothing, this.body);
    this.sizes = new ResizeObserver(() => this.#draw());
    this.sizes.observe(this.canvas);
    this.close();
  }

  close() {
    this.name = undefined;
    this.pack = undefined;
    this.body.hidden = true;
    this.nothing.hidden = false;
  }

  async open(alarm, all) {
    this.name = alarm.alarm;
    this.pack = undefined;
    this.body.hidden = false;
    this.nothing.hidden = true;
    text(this.answer, '');
    this.#show(alarm, all);
    await this.#load();
  }

  /** The list was read anew. */
  refresh(all) {
    const alarm = all.find((one) => one.alarm === this.name);
    if (!alarm) return;
    const isNews = this.alarm && JSON.stringify(alarm) !== JSON.stringify(this.alarm);
    this.#show(alarm, all);
    if (isNews) this.#load();
  }

  async #load() {
    const name = this.name;
    try {
      const answer = await fetch('/api/alarms/' + encodeURIComponent(name) + '/evidence', { signal: AbortSignal.timeout(8000) });
      const pack = answer.ok ? await answer.json() : undefined;
      if (this.name !== name) return;
      this.pack = pack;
      if (!pack) text(this.answer, T('The evidence is not there'));
    } catch {
      if (this.name === name) text(this.answer, T('The gateway does not answer'));
    }
    if (this.name === name) this.#facts();
  }

  #show(alarm, all) {
    this.alarm = alarm;
    this.all = all;
    const model = pastAlarm(alarm);
    fill(this.head, alarmIcon(model, 30), h('div', {}, h('b', {}, model.message),
      h('span', {}, hhmmss(alarm.begin) + (alarm.end ? ' – ' + hhmmss(alarm.end) : '') + ' · ' + T('number {n}', { n: alarm.alarm.split(':').at(-1) }))));
    const isPatients = !alarm.gateway; // of the others nothing is said
    this.doneTitle.hidden = !isPatients;
    fill(this.done, isPatients && Object.entries(DONE).map(([what, words]) => h('button', {
      class: 'btn', 'aria-pressed': String(alarm.done.some((deed) => deed.what === what)), onclick: () => this.#say('done', { what }),
    }, T(words))));
    const mark = (isUseful, words) => h('button', { class: 'btn', 'aria-pressed': String(alarm.useful === isUseful), onclick: () => this.#say('useful', { useful: isUseful }) }, T(words));
    fill(this.useful, isPatients && [h('span', {}, T('Was this alarm useful?')), mark(true, 'Useful'), mark(false, 'Not useful')]);
    this.#facts();
  }

  async #say(what, words) {
    try {
      await act('/api/alarms/' + what, { alarm: this.name, station, who: settings.who || station, ...words });
      text(this.answer, '');
      this.changed();
    } catch {
      text(this.answer, T('Not saved, try again'));
    }
  }

  #facts() {
    const { pack, alarm } = this;
    const before = this.all.filter((one) => one.begin < alarm.begin && one.begin > alarm.begin - 24 * HOUR_MS);
    const useful = before.filter((one) => one.useful).length;
    const row = (name, value) => value && [h('dt', {}, T(name)), h('dd', {}, value)];
    fill(this.facts,
      row('Rule', pack?.rule && ruleWords(pack.rule)),
      row('Limits from', pack?.rule && (Object.keys(pack.rule.set || {}).length ? T('this patient’s own') : sourceWords(pack.rule.source))),
      row('Model', pack?.model && [pack.model.name, pack.model.version, pack.model.sha256?.slice(0, 12), explained(pack.model.explain?.text)].filter(Boolean).join(' · ')),
      row('Signal', pack && (pack.gaps.length ? T('{n} gaps', { n: pack.gaps.length }) : T('no gaps'))),
      row('Before', T('{n} alarms in 24 h, {m} marked useful', { n: before.length, m: useful })),
      row('Evidence', pack && (pack.reproduces ? T('{n} inputs, runs again to the same', { n: pack.inputs.length }) : T('{n} inputs, hangs on what was before them', { n: pack.inputs.length }))));
    fill(this.knows, (pack?.knows || []).map((item) => this.#known(item, pack)).filter(Boolean));
    attribute(this.canvas.parentElement, 'hidden', pack && signOf(pack) ? null : '');
    this.#draw();
  }

  #known(item, pack) {
    const words = knownWords(item, this.alarm);
    if (!words) return undefined;
    return h('li', {}, h('time', {}, hhmmss(this.alarm.begin + item.t - JSON.parse(pack.changes[0]).t)), h('i', {}), h('span', {}, words));
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
    const raised = JSON.parse(pack.changes[0]);
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

function signOf(pack) {
  return Object.keys(JSON.parse(pack.changes[0]).values || {})[0];
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
    case 'noted': return item.about === 'useful' ? T(item.words.useful ? 'marked useful by {who}' : 'marked not useful by {who}', { who: item.who }) : T(DONE[item.words.what] || item.words.what) + ' · ' + item.who;
    default: return '';
  }
}
