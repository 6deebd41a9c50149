/* Devices: when each spoke last, what was not understood, what its clock and battery are worth, where it stands. */
import { h, fill, text, once } from './dom.js';
import { T, age } from './words.js';
import { ask } from './form.js';
import { openCorrect } from './patient.js';
import { rejectName, signName } from './past.js';

const EVERY_MS = 5000;
/** Clocks that differ by less agree. */
const AGREE_MS = 2000;
const LOW_BATTERY = 20;
const CLOCK = { device: 'Clock agrees', corrected: 'Clock corrected', untrusted: 'Clock not trusted', none: 'No clock' };

export class Devices {
  constructor(station) {
    this.station = station;
    this.note = h('p', { class: 'answer', role: 'status' });
    this.body = h('tbody', {});
    this.element = h('section', { class: 'panel at dv', 'aria-label': T('Devices') },
      h('div', { class: 'ph' }, h('h2', {}, T('Devices')), this.note),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': T('Devices') }, h('table', {},
        h('thead', {}, h('tr', {}, ['Device', 'Bed', 'Last message', 'Clock', 'Battery', 'Owes', 'Through', 'Not understood', ''].map((name) =>
          h('th', { scope: 'col' }, name && T(name))))), this.body)));
  }

  open() {
    this.timer = setInterval(() => this.refresh(), EVERY_MS);
    this.refresh();
  }

  close() {
    clearInterval(this.timer);
  }

  async refresh() {
    try {
      const { devices } = await ask('devices');
      const now = this.station.feed().now().wall;
      text(this.note, devices.length === 0 ? T('No device is known') : '');
      once(this.body, 'rows', JSON.stringify([devices, Math.floor(now / EVERY_MS)]), () => fill(this.body, devices.map((device) => this.#row(device, now))));
    } catch (failure) {
      text(this.note, failure.words || T('No answer from the gateway'));
    }
  }

  #row(device, now) {
    const bed = device.bed && (this.station.model()?.beds.find((one) => one.id === device.bed)?.label || device.bed);
    const signs = [...new Set(Object.entries(device.signs).map(([sign, every]) => signName(sign) + (every > 0 ? ' ' + age(every) : '')))].join(', '); // a pressure is one
    const clock = T(CLOCK[device.clock] || 'not known') + (Math.abs(device.offset) > AGREE_MS
      ? ' ' + (device.offset > 0 ? T('{t} behind', { t: age(device.offset) }) : T('{t} ahead', { t: age(-device.offset) })) : '');
    const correct = h('button', { class: 'btn small', 'aria-haspopup': 'dialog', onclick: () =>
      openCorrect(device.device, this.station.model()?.beds || [], this.station.feed().now().wall, () => this.refresh()) }, T('Correct'));
    return h('tr', {}, h('th', { scope: 'row' }, device.device, !device.listed && h('small', {}, T('not listed'))),
      h('td', {}, bed || '–', bed && !device.linked && h('small', {}, T('measures nobody'))),
      h('td', {}, device.received > 0 ? age(now - device.received) : T('never')),
      h('td', {}, clock),
      h('td', { class: device.battery !== undefined && device.battery < LOW_BATTERY ? 'weak' : '' }, device.battery === undefined ? '–' : Math.round(device.battery) + ' %'),
      h('td', {}, signs || '–'), h('td', {}, device.via.join(', ') || '–'),
      h('td', {}, device.reject ? [rejectName(device.reject), h('small', {}, age(now - device.rejected))] : '–'),
      h('td', {}, correct));
  }
}

export function devices(station) {
  const page = new Devices(station);
  return { name: 'devices', title: T('Devices'), isListed: true, needs: 'tray', element: page.element, open: () => page.open(), close: () => page.close() };
}
