/*
 * NEWS2 in words, and counted while somebody enters. Points: Royal College of Physicians, NEWS2, London 2017, chart 1; numbers
 * are rounded half up to whole ones, temperature to tenths. The gateway counts what is stored; this counts what is not yet.
 */
export const PARTS = ['rr', 'spo2', 'o2', 'sbp', 'pulse', 'consciousness', 'temp'];
export const PART = {
  rr: 'RR', spo2: 'SpO₂', o2: 'Air or oxygen', sbp: 'Systolic BP', pulse: 'Pulse', consciousness: 'Consciousness', temp: 'Temperature',
};
export const RISK = {
  low: ['Low risk', ''], lm: ['Low-medium risk', 'Nurse assesses'], med: ['Medium risk', 'Doctor within 1 h'],
  high: ['High risk', 'Emergency response, continuous observation'],
};
export const CONSCIOUSNESS = { A: 'Alert', C: 'New confusion', V: 'Voice', P: 'Pain', U: 'Unresponsive' };

/** Rows of the chart, from above: least number of the row, points; the last row has no least. */
export const BANDS = {
  rr: [[25, 3], [21, 2], [18, 0], [15, 0], [12, 0], [9, 1], [-Infinity, 3]],
  spo2: [[96, 0], [94, 1], [92, 2], [-Infinity, 3]],
  spo2on2: [[97, 3], [95, 2], [93, 1], [88, 0], [86, 1], [84, 2], [-Infinity, 3]],
  sbp: [[220, 3], [201, 0], [181, 0], [161, 0], [141, 0], [121, 0], [111, 0], [101, 1], [91, 2], [81, 3], [71, 3], [61, 3], [51, 3], [-Infinity, 3]],
  pulse: [[131, 3], [121, 2], [111, 2], [101, 1], [91, 1], [81, 0], [71, 0], [61, 0], [51, 0], [41, 1], [31, 3], [-Infinity, 3]],
  temp: [[39.1, 2], [38.1, 1], [37.1, 0], [36.1, 0], [35.1, 1], [-Infinity, 3]],
};

const rounded = (part, value) => (part === 'temp' ? Math.round(value * 10 + 1e-9) / 10 : Math.round(value + 1e-9));

/** The row of the chart that a number falls into. */
export function rowOf(rows, value) {
  const number = rounded(rows === 'temp' ? 'temp' : rows, value);
  return BANDS[rows].findIndex(([least]) => number >= least);
}

/** Points of one part; undefined where it is not known. On scale 2, SpO₂ above 92 counts on oxygen only (chart 1). */
export function points(part, value, scale, onOxygen) {
  if (value === undefined) return undefined;
  if (part === 'o2') return value ? 2 : 0;
  if (part === 'consciousness') return value === 'A' ? 0 : 3;
  if (part === 'spo2' && scale === 2) {
    if (rounded(part, value) > 92 && !onOxygen) return onOxygen === undefined ? undefined : 0;
    return BANDS.spo2on2[rowOf('spo2on2', value)][1];
  }
  return BANDS[part][rowOf(part, value)][1];
}

/** {total, missing, three, band, pips, points} of values by part. */
export function count(values, scale) {
  const each = Object.fromEntries(PARTS.map((part) => [part, points(part, values[part], scale, values.o2)]));
  const missing = PARTS.filter((part) => each[part] === undefined);
  const total = PARTS.reduce((sum, part) => sum + (each[part] || 0), 0);
  const three = PARTS.some((part) => each[part] === 3);
  return { total, missing, three, points: each, ...band(total, three) };
}

/** The risk of a total: chart 2. */
export function band(total, three) {
  const form = total >= 7 ? 'high' : total >= 5 ? 'med' : three ? 'lm' : 'low';
  return { form, pips: { high: 3, med: 2, lm: 1, low: total > 0 ? 1 : 0 }[form] };
}
