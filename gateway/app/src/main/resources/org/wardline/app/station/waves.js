/*
 * Waves (station.md §10). Sweep, not scroll: the head writes from left to right by the gateway's wall clock, so that all strips
 * share one phase; an erase bar runs before it. Shown is what was measured DELAY_MS ago. A gap of more than 200 ms is hatched
 * from its last sample and never bridged: a flat line would mean asystole.
 *
 * A frame clears the few columns of the head and strokes the samples that belong there; the whole strip is drawn only after a resize.
 */
import { attribute } from './dom.js';
import { T } from './words.js';
import { STRIP_LABEL } from './tile.js';

export const DELAY_MS = 1200;
const KEEP_MS = 30_000;
const GAP_MS = 200;
const ERASE = 18;
const RESCALE_MS = 2000;
const RESCALE_PART = 0.12;
const JUMP_MS = 10;
const RESET_MS = 5000;
const MISSING = -32768;
const COLOUR = { ecg: '--sign-hr', pleth: '--sign-spo2', resp: '--sign-rr' };
const SPEED_MM = { ecg: 25, pleth: 25, resp: 6.25 };
const ECG_MM_PER_MV = 10;
/** A gain that is written beside the trace and does not follow the signal: twice, or once where a strip is low. */
const GAIN = 2;
const LOW_STRIP = 70;
const BASELINE = 0.26;
const MOST_GAIN = 4;

/** Which strip a waveform sign belongs to. */
const stripOf = (wave) => (wave.startsWith('ecg') ? 'ecg' : wave === 'pleth' ? 'pleth' : wave.startsWith('resp') ? 'resp' : undefined);

const pxmm = Number(new URLSearchParams(location.search).get('pxmm') || localStorage.getItem('pxmm') || 2.71); // 32 inch, 1920 wide
const buffers = new Map();
const strips = new Set();
/** Strips that a wave ever came for, and those whose electrode or probe is off. */
const heard = new Set();
let off = new Set();
let clock = () => 0;
let theme = {};

/** How the time of the gateway's wall clock is read. */
export function useClock(read) {
  clock = read;
}

/** Colours again, after a change of theme. */
export function useTheme() {
  const style = getComputedStyle(document.documentElement);
  const css = (name) => style.getPropertyValue(name).trim();
  theme = { ecg: css(COLOUR.ecg), pleth: css(COLOUR.pleth), resp: css(COLOUR.resp), ground: css('--surface'), hatch: css('--beyond-limit'), line: css('--line') };
  strips.forEach((strip) => strip.again());
}

/** A chunk from the stream. */
export function take(chunk) {
  const strip = stripOf(chunk.wave);
  if (!strip) return;
  const key = chunk.bed + ' ' + strip;
  heard.add(key);
  if (off.has(key)) return;
  let buffer = buffers.get(key);
  if (!buffer) buffers.set(key, (buffer = { chunks: [], lag: undefined, delay: DELAY_MS, most: 1 }));
  if (buffer.chunks.some((one) => one.start === chunk.start && one.data.length === chunk.n)) return; // said again
  const bytes = Uint8Array.from(atob(chunk.samples), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const data = new Float32Array(chunk.n);
  for (let i = 0; i < chunk.n; i++) {
    const raw = view.getInt16(2 * i, true);
    data[i] = raw === MISSING ? NaN : raw * chunk.scale + chunk.offset;
  }
  const step = 1000 / chunk.hz;
  const end = chunk.start + chunk.n * step;
  follow(buffer, clock() - end, Math.max(DELAY_MS, chunk.n * step + GAP_MS));
  buffer.chunks.push({ start: chunk.start, end, step, data });
  while (buffer.chunks.length > 1 && buffer.chunks[0].end < end - KEEP_MS) buffer.chunks.shift();
}

/** What the device's clock and the way add; the least of late counts. After a jump all that is shown is drawn anew. */
function follow(buffer, lag, delay) {
  const before = buffer.lag;
  const isJump = before === undefined || lag < before - JUMP_MS || lag - before > RESET_MS || delay !== buffer.delay;
  buffer.lag = isJump ? lag : before + (lag - before) * (lag < before ? 0.2 : 0.01);
  buffer.delay = delay;
  if (isJump) buffer.jumps = (buffer.jumps || 0) + 1;
}

/** The longest delay now shown, for the foot. */
export function delayMs() {
  return Math.max(DELAY_MS, ...[...strips].map((strip) => strip.buffer?.delay || 0));
}

/** Whether a wave of a bed ever came to this page. */
export const hasWaves = (bed) => [...heard].some((key) => key.startsWith(bed + ' '));

/** Beds with what is `off` of them: such a strip is hatched whole, whatever comes for it. */
export function useOff(beds) {
  const next = new Set(beds.flatMap((bed) => bed.off.map((strip) => bed.id + ' ' + strip)));
  for (const key of next) {
    if (off.has(key)) continue;
    buffers.delete(key);
    strips.forEach((strip) => strip.key === key && strip.again());
  }
  off = next;
}

/** Forgets all samples: after a cut the past is not shown as now. */
export function forget() {
  buffers.clear();
  heard.clear();
  strips.forEach((strip) => strip.again());
}

class WardStrip extends HTMLElement {
  connectedCallback() {
    this.strip = this.getAttribute('strip');
    this.bedName = this.getAttribute('bed');
    attribute(this, 'role', 'img');
    attribute(this, 'aria-label', T('Wave {name}', { name: T(STRIP_LABEL[this.strip]) }));
    this.canvas = document.createElement('canvas');
    this.context = this.canvas.getContext('2d', { alpha: false, desynchronized: true });
    this.label = document.createElement('span');
    this.label.className = 'wl';
    this.replaceChildren(this.canvas, this.label);
    strips.add(this);
    this.observer = new ResizeObserver(([entry]) => {
      this.isShown = entry.contentRect.width > 0; // one that is hidden has no pixel to draw on, and no scale
      this.again();
    });
    this.observer.observe(this);
  }

  disconnectedCallback() {
    strips.delete(this);
    this.observer.disconnect();
  }

  get key() {
    return this.bedName + ' ' + this.strip;
  }

  get buffer() {
    return buffers.get(this.key);
  }

  /** Everything anew at the next frame. */
  again() {
    this.drawnTo = undefined;
  }

  #fit() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    this.unit = (box.width / (this.offsetWidth || 1)) * ratio; // device pixels of one of our px, zoom included
    this.canvas.width = Math.max(1, Math.round(box.width * ratio));
    this.canvas.height = Math.max(1, Math.round(box.height * ratio));
    const fast = (SPEED_MM[this.strip] * pxmm * this.unit) / 1000;
    const width = this.canvas.width;
    this.speed = this.strip !== 'resp' && width / fast < 3000 ? fast / 2 : fast; // device pixels a millisecond
    this.hatch = hatchPattern(this.context, this.unit);
    this.gain = this.offsetHeight < LOW_STRIP ? 1 : GAIN;
    this.label.textContent = this.strip === 'ecg' ? (this.gain > 1 ? 'II ×' + this.gain : 'II') : T(STRIP_LABEL[this.strip]);
    const { context } = this;
    context.fillStyle = theme.ground;
    context.fillRect(0, 0, width, this.canvas.height);
    this.#ground(0, width);
  }

  frame(wall) {
    if (!this.isShown) return;
    const jumps = this.buffer?.jumps;
    if (this.drawnTo === undefined || jumps !== this.jumps) {
      this.jumps = jumps;
      this.#fit();
      this.drawnTo = wall - this.canvas.width / this.speed + (ERASE * this.unit) / this.speed;
    }
    if (!theme.ground || this.canvas.width < 2) return;
    if (this.buffer && this.strip !== 'ecg') this.#rescale(this.buffer, wall);
    const back = 4 * this.unit / this.speed; // the head's dot is taken away with the last columns
    this.#sweep(Math.max(this.drawnTo - back, wall - this.canvas.width / this.speed), wall);
    this.drawnTo = wall;
  }

  /** Another scale draws all that is shown anew, so that no step in a trace is one of the scale. */
  #rescale(buffer, wall) {
    if (buffer.range && wall - buffer.range.at < RESCALE_MS) return;
    const next = rangeOf(buffer, wall);
    const was = buffer.range;
    const isOther = !was || Math.abs(next.span / was.span - 1) > RESCALE_PART || Math.abs(next.low - was.low) > RESCALE_PART * was.span;
    buffer.range = isOther ? next : { ...was, at: wall };
    if (isOther && was) buffer.jumps = (buffer.jumps || 0) + 1;
  }

  /** Draws from one time of the clock to another, in as many parts as the sweep turned over. */
  #sweep(from, to) {
    const { width } = this.canvas;
    const turn = width / this.speed;
    for (let page = Math.floor(from / turn); page <= Math.floor(to / turn); page++) {
      const start = Math.max(from, page * turn);
      const end = Math.min(to, (page + 1) * turn);
      this.#part(start, end, page * turn, end === to);
    }
  }

  #part(start, end, origin, isHead) {
    const { context, canvas, unit, speed } = this;
    const left = Math.floor((start - origin) * speed);
    const right = (end - origin) * speed;
    const erase = Math.ceil(right + (isHead ? ERASE * unit : 0));
    context.fillStyle = theme.ground;
    context.fillRect(left, 0, erase - left, canvas.height);
    this.#ground(left, Math.min(erase, canvas.width));
    if (isHead && erase > canvas.width) {
      context.fillRect(0, 0, erase - canvas.width, canvas.height);
      this.#ground(0, erase - canvas.width);
    }
    context.save();
    context.beginPath();
    context.rect(left, 0, Math.ceil(right) - left, canvas.height); // whole columns: no seams
    context.clip();
    const last = this.#stroke(start, end, origin);
    context.restore();
    if (isHead && last !== undefined) {
      context.fillStyle = theme[this.strip];
      context.beginPath();
      context.arc(right, last, 3 * unit * 0.95, 0, 7);
      context.fill();
    }
  }

  /** Strokes what was measured in a span; returns the height of the head, or undefined in a gap. */
  #stroke(start, end, origin) {
    const { context, canvas, unit, speed, buffer } = this;
    const x = (wall) => (wall - origin) * speed;
    if (!buffer) {
      this.#gap(x(start), x(end));
      return undefined;
    }
    const shift = buffer.lag + buffer.delay; // clock = measured + shift
    const margin = (6 * unit) / speed;
    const scale = this.#scale(buffer, end - shift);
    context.strokeStyle = theme[this.strip];
    context.lineWidth = 2 * unit;
    context.lineJoin = context.lineCap = 'round';
    context.beginPath();
    let lastAt = start - margin - GAP_MS - 1;
    let y;
    let seen = this.#lastBefore(buffer, start - margin - shift) + shift;
    for (const chunk of buffer.chunks) {
      if (chunk.end + shift < start - margin || chunk.start + shift > end + margin) continue;
      for (let i = Math.max(0, Math.floor((start - margin - shift - chunk.start) / chunk.step)); i < chunk.data.length; i++) {
        const at = chunk.start + i * chunk.step + shift;
        if (at > end + chunk.step) break;
        if (Number.isNaN(chunk.data[i]) || at <= lastAt) continue; // what overlaps is drawn once, and nothing leads back
        y = scale(chunk.data[i], canvas.height, unit);
        if (at - lastAt > GAP_MS) {
          context.moveTo(x(at), y);
          if (at - seen > GAP_MS) this.#gap(x(Math.max(seen, start - margin)), x(at));
        } else context.lineTo(x(at), y);
        lastAt = seen = at;
      }
    }
    context.stroke();
    if (end - seen > GAP_MS) {
      this.#gap(x(Math.max(seen, start - margin)), x(end));
      return undefined;
    }
    return y;
  }

  #lastBefore(buffer, measured) {
    let last = -Infinity;
    for (const chunk of buffer.chunks) {
      if (chunk.start > measured) break;
      for (let i = Math.min(chunk.data.length - 1, Math.floor((measured - chunk.start) / chunk.step)); i >= 0; i--) {
        if (!Number.isNaN(chunk.data[i])) {
          last = chunk.start + i * chunk.step;
          break;
        }
      }
    }
    return last;
  }

  #scale(buffer, measured) {
    if (this.strip === 'ecg') {
      const perMv = ECG_MM_PER_MV * this.gain * pxmm;
      return (value, height, unit) => height * (1 - BASELINE) - value * perMv * unit;
    }
    if (!buffer.range) buffer.range = rangeOf(buffer, measured);
    const { low, span } = buffer.range;
    return (value, height) => height * (0.9 - (0.78 * (value - low)) / span);
  }

  #gap(from, to) {
    const { context, canvas, unit } = this;
    context.fillStyle = this.hatch;
    const left = Math.floor(from);
    context.fillRect(left, Math.round(6 * unit), Math.ceil(to) - left, canvas.height - 2 * Math.round(6 * unit));
  }

  /** 5 mm lines, in the bed view only. */
  #ground(from, to) {
    const { context, canvas, unit } = this;
    if (!this.hasAttribute('grid') || unit === 0) return; // hidden, as in a free bed: lines without a distance never end
    const step = 5 * pxmm * unit;
    if (!(step > 0)) return; // a strip out of sight has no size
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.beginPath();
    for (let x = Math.ceil(from / step) * step; x < to; x += step) {
      context.moveTo(x, 0);
      context.lineTo(x, canvas.height);
    }
    for (let y = step / 2; y < canvas.height; y += step) {
      context.moveTo(from, y);
      context.lineTo(to, y);
    }
    context.stroke();
  }
}

/** Scaled to its last 10 s, at most four times the widest swing seen: a weak wave stays visibly weak. */
function rangeOf(buffer, at) {
  const newest = buffer.chunks.at(-1)?.end ?? 0;
  let low = Infinity;
  let high = -Infinity;
  for (const chunk of buffer.chunks) {
    if (chunk.end < newest - 10_000) continue;
    for (const value of chunk.data) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!(high >= low)) return { at, low: 0, span: 1 };
  buffer.most = Math.max(buffer.most, high - low);
  const span = Math.max(high - low, buffer.most / MOST_GAIN);
  return { at, low: low - (span - (high - low)) * 0.15, span };
}

const patterns = new Map();

function hatchPattern(context, unit) {
  const key = theme.hatch + theme.ground + unit;
  if (!patterns.has(key)) {
    const side = Math.max(4, Math.round(9 * unit));
    const tile = document.createElement('canvas');
    tile.width = tile.height = side;
    const pen = tile.getContext('2d');
    pen.fillStyle = theme.ground || '#000';
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = theme.hatch || '#333';
    pen.lineWidth = 1.2 * unit;
    pen.beginPath();
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift, side);
      pen.lineTo(shift + side, 0);
    }
    pen.stroke();
    patterns.set(key, context.createPattern(tile, 'repeat'));
  }
  return patterns.get(key);
}

/** What the last frames cost in script, for measuring. */
export const frameMs = new Float64Array(300);
let frames = 0;

function frame() {
  if (!document.hidden && !document.documentElement.dataset.cut) {
    const wall = clock();
    const start = performance.now();
    for (const strip of strips) strip.frame(wall);
    frameMs[frames++ % frameMs.length] = performance.now() - start;
  }
  requestAnimationFrame(frame);
}

customElements.define('ward-strip', WardStrip);
requestAnimationFrame(frame);
