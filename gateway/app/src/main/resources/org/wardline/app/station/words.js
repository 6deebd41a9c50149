/* The words of the page in its language: keys are the English texts. */
import { CATALOGUE } from './catalogue.js';

const asked = new URLSearchParams(location.search).get('lang') || localStorage.getItem('lang') || 'en';
export const isChinese = asked.startsWith('zh');
document.documentElement.lang = isChinese ? 'zh-CN' : 'en';

/** A number and what is counted, in English. */
const COUNTED = /\{([a-z])\} ([a-z]+[^s\W])s\b/g;

/** The text of a key with its {values} put in: 1 reading, 2 readings. */
export function T(key, values = {}) {
  const words = isChinese ? (CATALOGUE[key] ?? key) : key.replace(COUNTED, (all, name, one) => (Number(values[name]) === 1 ? `{${name}} ${one}` : all));
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Whether a text that came from the gateway is one of ours. */
export const known = (key) => Object.hasOwn(CATALOGUE, key);

/** Texts around another one, which may be a foreign system's: that one stands as it was said, where no words are known for it. */
const AROUND = [[/^(gave up|not-withdrawn): (.+)$/, (what, why) => T(what + ': {why}', { why: told(why) })],
  [/^(\S+) failed with (\w+)$/, (name, what) => T('{name} failed with {what}', { name, what })]];

/** A text that the gateway says in English, in the language of the page: its words are keys, a number in it is {n}, a field {key}. */
export function told(text) {
  if (known(text)) return T(text);
  for (const [frame, words] of AROUND) {
    const [all, ...parts] = frame.exec(text) || [];
    if (all) return words(...parts);
  }
  const [, key, what] = /^([\w-]+)( is no .+)$/.exec(text) || [];
  if (known(`{key}${what}`)) return T(`{key}${what}`, { key });
  const [n] = /\d+/.exec(text) || [];
  const words = text.replace(n, '{n}');
  return known(words) ? T(words, { n }) : text;
}

/** Where the ward's number comes from: what of it is from where, names of devices and papers as they are. */
export const sourceWords = (source = '') => source.split('; ').map((part) => {
  const [, of, from] = /^([a-z, ]+): (.*)$/.exec(part) || ['', '', part];
  return (of && T('{what}: {d}', { what: told(of), d: '' })) + told(from);
}).join('; ');

/** 12 s, 4 min, 2 h. */
export function age(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return T('{n} s', { n: s });
  return s < 3600 ? T('{n} min', { n: Math.floor(s / 60) }) : T('{n} h', { n: Math.floor(s / 3600) });
}

/** 0:42 up to an hour, then 26 h. */
export function since(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return s < 3600 ? Math.floor(s / 60) + ':' + String(s % 60).padStart(2, '0') : age(ms);
}

const two = (n) => String(n).padStart(2, '0');

export function hhmm(wallMs) {
  const d = new Date(wallMs);
  return two(d.getHours()) + ':' + two(d.getMinutes());
}

export const hhmmss = (wallMs) => hhmm(wallMs) + ':' + two(new Date(wallMs).getSeconds());
export const seconds = (wallMs) => two(new Date(wallMs).getSeconds());

const DAY = new Intl.DateTimeFormat(isChinese ? 'zh-CN' : 'en-GB', { weekday: 'short', day: 'numeric', month: 'long' });
export const day = (wallMs) => DAY.format(new Date(wallMs)).replace(',', '');
