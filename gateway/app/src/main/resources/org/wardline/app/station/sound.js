/*
 * Alarm tones (station.md §7): bursts of pulses of five harmonics at 0, -3, -6, -9, -12 dB; rendered once, burst and pause, and
 * played as a loop, because timers of a hidden page are slow and a loop is not. Times as commonly quoted from IEC 60601-1-8.
 */
const HIGH_GAPS = [100, 100, 320, 100, 700, 100, 100, 320, 100];
const repeat = (n, value) => Array.from({ length: n }, () => value);
/** tones: fundamental of each pulse in Hz; times in ms; level in dB. */
export const TONES = {
  high: { tones: repeat(10, 659), length: 120, edge: 18, gaps: HIGH_GAPS, pause: 6000, level: 0 },
  medium: { tones: repeat(3, 523), length: 180, edge: 25, gaps: [180, 180], pause: 15000, level: -4 },
  low: { tones: [659, 523], length: 180, edge: 25, gaps: [200], pause: 60000, level: -8 },
  cut: { tones: [659, 659, 659, 523, 523, 659, 659, 659, 523, 523], length: 120, edge: 18, gaps: HIGH_GAPS, pause: 6000, level: 0 },
};
const HARMONICS_DB = [0, -3, -6, -9, -12];
const RAMP_S = 0.01;
const FLOOR = 0.3;
const RATE = 24000;
const gain = (db) => 10 ** (db / 20);

/** Where each pulse of a tone begins, in ms. */
export function starts(tone) {
  let at = 0;
  return tone.tones.map((_, i) => {
    const start = at;
    at += tone.length + (tone.gaps[i] || 0);
    return start;
  });
}

export class Sound {
  constructor() {
    this.buffers = {};
    this.playing = 'off';
    this.wanted = 'off';
    this.checkedAt = 0;
    this.volume = 0.62;
    this.pausedUntil = 0;
  }

  get floor() {
    return FLOOR;
  }

  /** A gesture of a person: from now on the browser lets the page sound. */
  async wake() {
    if (!this.context) {
      this.context = new AudioContext({ sampleRate: RATE });
      this.level = this.context.createGain();
      this.meter = this.context.createAnalyser();
      this.level.connect(this.meter).connect(this.context.destination);
      this.context.onstatechange = () => this.onchange?.();
    }
    this.level.gain.value = this.volume;
    if (this.context.state !== 'running') await this.context.resume();
    await this.#follow();
    this.onchange?.();
  }

  /** A person hears it. */
  confirm(wallMs) {
    this.checkedAt = wallMs;
    this.onchange?.();
  }

  forget() {
    this.checkedAt = 0;
    this.onchange?.();
  }

  setVolume(value) {
    this.volume = Math.min(1, Math.max(FLOOR, value));
    if (this.level) this.level.gain.setTargetAtTime(this.volume, this.context.currentTime, 0.01);
  }

  isRunning() {
    return this.context?.state === 'running';
  }

  /** Checked by a person, and still able. */
  canSound() {
    return this.isRunning() && this.checkedAt > 0 && this.volume >= FLOOR;
  }

  /** high, medium, low, cut or off. */
  want(priority) {
    if (priority === this.wanted) return;
    this.wanted = priority;
    this.#follow().catch(() => this.onchange?.()); // the pill then says that it is blocked
  }

  /** One burst, for the check. */
  async try(priority) {
    await this.wake();
    this.tried?.stop();
    const source = this.context.createBufferSource();
    source.buffer = await this.#buffer(priority);
    source.connect(this.level);
    source.start();
    source.stop(this.context.currentTime + this.#burstMs(TONES[priority]) / 1000 + 0.1);
    this.tried = source;
  }

  /** Loudest sample of the moment, 0 to 1: read back from what goes out. */
  peak() {
    if (!this.meter) return 0;
    const samples = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(samples);
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }

  #burstMs(tone) {
    return starts(tone).at(-1) + tone.length;
  }

  async #follow() {
    if (!this.isRunning() || this.playing === this.wanted) return;
    this.playing = this.wanted;
    const old = this.source;
    if (old) {
      old.ramp.gain.linearRampToValueAtTime(0, this.context.currentTime + RAMP_S);
      old.node.stop(this.context.currentTime + 2 * RAMP_S);
      this.source = undefined;
    }
    if (this.wanted === 'off') return;
    const asked = this.wanted;
    const buffer = await this.#buffer(asked);
    if (this.playing !== asked || this.source) return; // another one was wanted meanwhile
    const node = this.context.createBufferSource();
    const ramp = this.context.createGain();
    node.buffer = buffer;
    node.loop = true;
    ramp.gain.setValueAtTime(0, this.context.currentTime);
    ramp.gain.linearRampToValueAtTime(1, this.context.currentTime + RAMP_S);
    node.connect(ramp).connect(this.level);
    node.start();
    this.source = { node, ramp };
  }

  async #buffer(priority) {
    const tone = TONES[priority];
    this.buffers[priority] ??= await render(tone, this.#burstMs(tone) + tone.pause);
    return this.buffers[priority];
  }
}

function render(tone, lengthMs) {
  const context = new OfflineAudioContext(1, Math.ceil((lengthMs / 1000) * RATE), RATE);
  const sum = HARMONICS_DB.reduce((all, db) => all + gain(db), 0);
  starts(tone).forEach((start, i) => {
    const from = start / 1000;
    const to = from + tone.length / 1000;
    const envelope = context.createGain();
    const loud = gain(tone.level) / sum;
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(loud, from + tone.edge / 1000);
    envelope.gain.setValueAtTime(loud, to - tone.edge / 1000);
    envelope.gain.linearRampToValueAtTime(0, to);
    envelope.connect(context.destination);
    HARMONICS_DB.forEach((db, n) => {
      const oscillator = context.createOscillator();
      const level = context.createGain();
      oscillator.frequency.value = tone.tones[i] * (n + 1);
      level.gain.value = gain(db);
      oscillator.connect(level).connect(envelope);
      oscillator.start(from);
      oscillator.stop(to);
    });
  });
  return context.startRendering();
}
