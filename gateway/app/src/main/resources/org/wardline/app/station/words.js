/* The words of the page in its language: keys are the English texts. */
import { CATALOGUE } from './catalogue.js';

const asked = new URLSearchParams(location.search).get('lang') || localStorage.getItem('lang') || 'en';
export const isChinese = asked.startsWith('zh');
document.documentElement.lang = isChinese ? 'zh-CN' : 'en';

/** The text of a key with its {values} put in. */
export function T(key, values = {}) {
  const words = isChinese ? (CATALOGUE[key] ?? key) : key;
  return words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** Whether a text that came from the gateway is one of ours. */
export const known = (key) => Object.hasOwn(CATALOGUE, key);

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
