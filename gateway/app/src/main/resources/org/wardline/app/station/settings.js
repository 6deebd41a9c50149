/* What this screen keeps: its name, who works at it, and how it looks. */
const asked = new URLSearchParams(location.search);
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

function stationName() {
  const given = asked.get('station') || localStorage.getItem('station');
  const name = given && NAME.test(given) ? given : 'station-' + Math.random().toString(36).slice(2, 8);
  localStorage.setItem('station', name);
  return name;
}

export const station = stationName();
export const settings = {
  get who() {
    return sessionStorage.getItem('who') || '';
  },
  set who(name) {
    sessionStorage.setItem('who', name);
  },
  /** Somebody signed out here, and the gateway does not know yet; a reload must not forget it. */
  get isLeaving() {
    return localStorage.getItem('leaving') === '1';
  },
  set isLeaving(is) {
    if (is) localStorage.setItem('leaving', '1');
    else localStorage.removeItem('leaving');
  },
  get order() {
    return asked.get('order') || localStorage.getItem('order') || '';
  },
  set order(value) {
    asked.delete('order');
    localStorage.setItem('order', value);
  },
  get theme() {
    return asked.get('theme') || localStorage.getItem('theme') || 'dark';
  },
  set theme(value) {
    asked.delete('theme');
    localStorage.setItem('theme', value);
  },
  /** '1' and '0' by hand, else by the clock: 22 to 6. */
  get night() {
    return asked.get('night') ?? localStorage.getItem('night') ?? 'clock';
  },
  set night(value) {
    asked.delete('night');
    localStorage.setItem('night', value);
  },
  get keys() {
    return localStorage.getItem('keys') !== '0';
  },
  set keys(on) {
    localStorage.setItem('keys', on ? '1' : '0');
  },
  set language(value) {
    localStorage.setItem('lang', value);
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    location.assign(url);
  },
  get volume() {
    return Number(localStorage.getItem('volume') || 0.62);
  },
  set volume(value) {
    localStorage.setItem('volume', String(value));
  },
};

/** Puts theme and night step on the page; says whether they are other ones. */
export function dress(wallMs) {
  const root = document.documentElement;
  const hour = new Date(wallMs).getHours();
  const isNight = settings.night === '1' || (settings.night === 'clock' && (hour >= 22 || hour < 6));
  const before = root.dataset.theme + root.hasAttribute('data-night');
  root.dataset.theme = settings.theme === 'light' ? 'light' : 'dark';
  root.toggleAttribute('data-night', isNight);
  return before !== root.dataset.theme + isNight;
}
