/* One bed on the ward view. Its places are made once for a form; then only what is another text or form is written. */
import { h, fill, text, attribute, once, inStep } from './dom.js';
import { icon, alarmIcon, MARKS } from './icons.js';
import { T, hhmm, since } from './words.js';
import { spoken, subline } from './model.js';

const MARK_SIZE = { d6: 36, d12: 28, d20: 26, d30: 24, dt: 24, dp: 22 };
const HIT_SIZE = { d6: 19, d12: 19, d20: 16, d30: 14, dt: 14 };
/** Strips of a form, from above. */
export const STRIPS = { d6: ['ecg', 'pleth', 'resp'], d12: ['ecg', 'pleth'], d20: ['ecg'] };
export const STRIP_LABEL = { ecg: 'ECG', pleth: 'Pleth', resp: 'Resp' };

class WardTile extends HTMLElement {
  /** Shows a bed in a form. */
  show(bed, form) {
    this.bed = bed;
    const body = form === 'dp' ? 'row' : bed.free ? 'free' : bed.away ? 'away' : bed.never ? 'never' : 'values';
    once(this, 'form', form + body, () => this.#make(form, body));
    if (form === 'dp') this.#phone(bed);
    else this.#wall(bed, form, body);
    attribute(this, 'aria-label', spoken(bed));
  }

  #make(form, body) {
    this.keys = { form: this.keys.form };
    this.places = {};
    const place = (name, element) => (this.places[name] = element);
    attribute(this, 'role', 'button');
    if (form === 'dp') {
      fill(this, place('msg', h('div', { class: 'msg' })), place('bd', h('span', { class: 'bd' })), place('vals', h('div', { class: 'vals' })));
      return;
    }
    fill(this, place('head', h('div', { class: 't-head' })));
    if (body === 'free') return;
    if (body === 'never' || body === 'away') {
      this.append(place('mid', h('div', { class: 'mid' })));
      return;
    }
    const cell = (name) => place(name, h('div', { class: 'cell' }));
    if (form === 'd30') this.append(h('div', { class: 't-body' }, cell('hr'), cell('spo2'), cell('rr'), cell('news2')));
    else if (form === 'dt') this.append(h('div', { class: 't-body' }, cell('hr'), cell('spo2'), cell('rr'), place('low2', h('div', { class: 'low2' }))));
    else this.append(this.#waveBody(form, cell));
  }

  #waveBody(form, cell) {
    const strips = STRIPS[form].map((strip) => h('ward-strip', { class: 'strip ' + strip, strip, bed: this.bed.id }));
    return h('div', { class: 't-body' },
      h('div', { class: 't-waves' }, strips), h('div', { class: 't-low' }, cell('nibp'), cell('temp')),
      h('div', { class: 't-nums' }, cell('hr'), cell('spo2'), cell('rr')));
  }

  #wall(bed, form, body) {
    const alarm = bed.alarm;
    const classes = ['tile', form, ...formClasses(alarm), bed.free ? 'free' : ''].join(' ').trim();
    let isOther = once(this, 'class', classes, () => attribute(this, 'class', classes));
    isOther = once(this, 'head', JSON.stringify([bed.label, bed.who, bed.about, bed.free, bed.news2, alarm && headKey(alarm), bed.more, bed.test, bed.quiet?.icon]),
      () => fill(this.places.head, head(bed, form))) || isOther;
    if (alarm && !bed.quiet) text(this.places.head.querySelector('.rest'), subline(alarm));
    if (bed.quiet) text(this.places.head.querySelector('.tagt'), bed.quiet.words);
    if (body === 'away') once(this, 'mid', JSON.stringify(bed.away), () => fill(this.places.mid, awayMid(bed.away)));
    if (body === 'never') once(this, 'mid', bed.devices.length > 0, () => fill(this.places.mid, neverWords(bed)));
    if (body === 'values') {
      for (const name of ['hr', 'spo2', 'rr', 'nibp', 'temp']) {
        if (this.places[name]) isOther = drawCell(this.places[name], bed.cells[name], form) || isOther;
      }
      if (form === 'd30') once(this, 'news2', JSON.stringify(bed.news2), () => drawNews2(this.places.news2, bed.news2));
      if (form === 'dt') once(this, 'low2', JSON.stringify([bed.cells.nibp, bed.cells.temp]), () => fill(this.places.low2, low2(bed.cells)));
    }
    if (isOther) inStep(this);
  }

  #phone(bed) {
    const alarm = bed.alarm;
    const classes = ['tile', 'dp', ...formClasses(alarm), bed.free ? 'free' : ''].join(' ').trim();
    let isOther = once(this, 'class', classes, () => attribute(this, 'class', classes));
    isOther = once(this, 'msg', JSON.stringify([alarm && headKey(alarm), bed.label, bed.more, bed.test]), () => {
      attribute(this.places.bd, 'class', 'bd' + labelClass(bed.label));
      fill(this.places.bd, bed.label, bed.test && h('span', { class: 'badge' }, T('TEST')));
      this.places.msg.hidden = !alarm;
      if (alarm) {
        fill(this.places.msg, alarmIcon(alarm, 22), h('span', {}, alarm.message, bed.more > 0 && h('em', {}, ' +' + bed.more)),
          h('small', { class: 'rest' }));
      }
    }) || isOther;
    if (alarm) text(this.places.msg.querySelector('.rest'), bed.quiet ? bed.quiet.words : alarm.form === 'held' ? alarm.by : alarm.form === 'latched' ? T('ended by itself') : since(alarm.forMs));
    isOther = once(this, 'vals', JSON.stringify([bed.cells, bed.news2, bed.free, bed.never, bed.away]), () => fill(this.places.vals, phoneValues(bed))) || isOther;
    if (isOther) inStep(this);
  }
}

export function formClasses(alarm) {
  if (!alarm) return [];
  const form = alarm.form === 'open' ? ['open'] : alarm.form === 'held' ? ['held'] : ['held', 'latched'];
  return [alarm.priority, ...form, alarm.tech ? 'tech' : ''].filter(Boolean);
}

/** Off the ward: since when, by whom, expected when; no value. */
function awayMid(away) {
  return [h('b', {}, T('Off ward since {t}', { t: hhmm(away.since) })), h('span', {}, [away.by, away.back > 0 && T('expected {t}', { t: hhmm(away.back) })].filter(Boolean).join(' · '))];
}

/** Two digits are read from afar; a bed with a longer name has it smaller, so that the alarm beside it is not cut. */
export const labelClass = (label) => (columns(label) > 8 ? ' longest' : columns(label) > 3 ? ' longer' : '');

const headKey = (alarm) => [alarm.name, alarm.v, alarm.form, alarm.priority, alarm.message, alarm.detail, alarm.step];

function head(bed, form) {
  const alarm = bed.alarm;
  const parts = [h('span', { class: 't-bed' + labelClass(bed.label) }, bed.label), bed.test && h('span', { class: 'badge' }, T('TEST'))];
  if (alarm) {
    const more = bed.more > 0 ? ' +' + bed.more : '';
    parts.push(
      h('span', { class: 't-mark' }, alarmIcon(alarm, MARK_SIZE[form]), h('span', { class: 'mk' }, MARKS[alarm.priority])),
      h('span', { class: 't-text' + (columns(alarm.message + more) > 15 ? ' long' : '') },
        h('b', {}, alarm.message, more && h('em', {}, more)),
        h('small', {}, bed.quiet ? tag(bed.quiet) : [alarm.step > 0 && alarm.form === 'open' && icon('stairs', 17), h('span', { class: 'rest' })])));
  } else {
    parts.push(h('span', { class: 't-text' },
      h('span', { class: 'name' }, bed.free ? T('Free') : bed.who || bed.about), bed.quiet ? h('small', {}, tag(bed.quiet)) : bed.who && h('small', {}, h('span', { class: 'rest' }, bed.about))));
  }
  if (form !== 'd30' && !bed.free) parts.push(newsHead(bed.news2));
  return parts;
}

/** How many columns a text takes: a Chinese character takes two. */
const columns = (text) => text.length + (text.match(/[\u2e80-\uffef]/g) || []).length;

/** What is silent or off stands in the header as long as it lasts. */
const tag = (quiet) => h('span', { class: 'tag' }, icon(quiet.icon, 17), h('span', { class: 'tagt' }, quiet.words));

function newsHead(news2) {
  const under = news2.form === 'none' ? h('span', {}, T('{n} of 7', { n: news2.known }))
    : news2.form === 'lm' ? h('span', { class: 'one3' }, T('one 3')) : pips(news2);
  return h('span', { class: 'n2 n2h b-' + news2.form }, h('span', { class: 'lab' }, h('span', {}, 'NEWS2'), under), h('b', {}, news2.value));
}

export function pips(news2) {
  return h('span', { class: 'pips' }, [1, 2, 3].map((i) => h('i', { class: i <= (news2.pips || 0) ? 'on' : '' })));
}

function drawNews2(place, news2) {
  place.className = 'cell n2 b-' + news2.form;
  fill(place,
    h('div', { class: 'c-l' }, h('span', {}, 'NEWS2'),
      news2.form === 'none' ? h('span', { class: 'of' }, T('{n} of 7', { n: news2.known })) : news2.form === 'lm' && h('span', { class: 'of' }, T('one 3'))),
    h('div', { class: 'c-v' }, news2.form !== 'none' && pips(news2), news2.value));
}

/** Draws one value; says whether its form is another one. */
export function drawCell(place, cell, form) {
  let isOther = false;
  once(place, 'cell', JSON.stringify([cell, form]), () => {
    const classes = ['cell', cell.cell, cellForm(cell)].join(' ');
    isOther = place.className !== classes;
    place.className = classes;
    fill(place, h('div', { class: 'c-l' }, labelRow(cell, form)), h('div', { class: 'c-v' }, valueOf(cell, form)));
  });
  return isOther;
}

function cellForm(cell) {
  if (cell.form === 'off') return 'gone' + (cell.tech === 'medium' || cell.tech === 'high' ? ' m' : '');
  if (cell.form === 'old') return 'stale';
  if (cell.form === 'none') return 'none';
  return cell.alarm ? (cell.held ? 'h-' : 'a-') + cell.alarm : '';
}

function labelRow(cell, form) {
  const hit = cell.dir && h('span', { class: 'hit' }, icon(cell.dir, HIT_SIZE[form] || 19), form !== 'd30' && form !== 'dt' && cell.limit);
  const off = cell.isOff && h('span', { class: 'offmark' }, icon('off', 17));
  const dot = cell.form === 'fresh' && h('i', { class: 'live' });
  const name = h('span', {}, cell.label);
  if (form === 'd30' || form === 'dt') {
    return [cell.dir ? icon(cell.dir, 14) : dot, name, cell.form === 'ageing' && h('span', { class: 'lim shown' }, cell.limits)];
  }
  if (off) return [dot, name, off];
  if (cell.form === 'aged') return [name, hit || h('span', { class: 'ageof' }, cell.age)];
  const limits = cell.form === 'ageing' ? 'lim shown' : 'lim';
  return [dot, name, hit && cell.form !== 'ageing' ? hit : h('span', { class: limits }, cell.limits || '')];
}

function valueOf(cell, form) {
  const size = { d12: 24, d6: 30, bed: 26 }[form] || 20;
  if (cell.form === 'off') return [icon('plug', size), h('span', {}, cell.value)];
  if (cell.form === 'old') {
    return h('span', { class: 'old' }, h('span', {}, cell.value), h('span', { class: 'age' }, icon('clock', size > 20 ? 19 : 16), cell.age));
  }
  return cell.value;
}

function low2(cells) {
  return ['nibp', 'temp'].map((name) => {
    const cell = cells[name];
    return h('span', { class: name + (cell.alarm ? ' on-' + cell.alarm : '') },
      cell.dir && icon(cell.dir, 16), cell.value, h('small', {}, cell.age || (cell.form === 'none' ? cell.label : '')));
  });
}

function neverWords(bed) {
  return bed.devices.length > 0
    ? [h('b', {}, T('Nothing has come from this device')), h('span', {}, T('Check that it is on and near the bed'))]
    : [h('b', {}, T('No device is linked to this bed')), h('span', {}, T('Nobody is watched here'))];
}

function phoneValues(bed) {
  if (bed.free) return h('span', { class: 'name' }, T('Free'));
  if (bed.away) return h('span', { class: 'name' }, awayMid(bed.away).map((part) => [part.textContent, ' ']));
  if (bed.never) return h('span', { class: 'name' }, neverWords(bed)[0].textContent);
  const value = (cell) => {
    if (cell.form === 'off') return h('span', { class: 'v g' }, cell.value);
    if (cell.form === 'old') return h('span', { class: 'v s' }, h('small', {}, cell.age), cell.value);
    const dir = cell.dir ? (cell.dir === 'up' ? ' ↑' : ' ↓') : '';
    const note = cell.form === 'ageing' ? cell.label + ' ' + cell.limits : cell.label + dir;
    return h('span', { class: 'v ' + cell.cell + ' ' + (cell.form === 'none' ? 'none' : cellForm(cell)) }, h('small', {}, note), cell.value);
  };
  return [value(bed.cells.hr), value(bed.cells.spo2), value(bed.cells.rr),
    h('span', { class: 'n2 b-' + bed.news2.form }, bed.news2.value,
      bed.news2.form === 'none' ? h('small', {}, T('{n} of 7', { n: bed.news2.known })) : pips(bed.news2))];
}

customElements.define('ward-tile', WardTile);
