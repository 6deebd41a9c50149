/* Icons on a 24 box: [tag, attributes] each. Filled shapes are alarms that nobody has, outlines those that somebody has. */
const SVG = 'http://www.w3.org/2000/svg';
const solid = { fill: 'currentColor', stroke: 'none' };
const path = (d, more) => ['path', { d, ...more }];
const BELL = 'M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15ZM10 21.5h4';

const SHAPES = {
  tri: [path('M12 2.5 22.8 21.5H1.2Z', solid)],
  dia: [path('M12 .8 23.2 12 12 23.2.8 12Z', solid)],
  cir: [['circle', { cx: 12, cy: 12, r: 9.6, ...solid }]],
  plug: [
    ['rect', { x: 1.5, y: 1.5, width: 21, height: 21, rx: 3 }],
    path('M9 6v4M15 6v4M7 10h10v2.5a5 5 0 0 1-10 0ZM12 17.5V20', { 'stroke-width': 2 }),
  ],
  triO: [path('M12 4.2 21.2 20H2.8Z', { 'stroke-width': 2.6 })],
  diaO: [path('M12 2.5 21.5 12 12 21.5 2.5 12Z', { 'stroke-width': 2.6 })],
  cirO: [['circle', { cx: 12, cy: 12, r: 8.6, 'stroke-width': 2.6 }]],
  up: [path('M12 3 21 15H15V21H9V15H3Z', solid)],
  down: [path('M12 21 3 9H9V3h6v6h6Z', solid)],
  bell: [path(BELL)],
  pause: [path(BELL), path('M4 3.5 20.5 21', { 'stroke-dasharray': '4 3' })],
  off: [path(BELL + 'M4 3.5 20.5 21M20 3.5 4 21')],
  check: [path('M4 12.5 10 18.5 20.5 6', { 'stroke-width': 3 })],
  clock: [['circle', { cx: 12, cy: 12, r: 9.5 }], path('M12 6.5V12l4 2.5')],
  list: [path('M8 6h13M8 12h13M8 18h13M3 6h.5M3 12h.5M3 18h.5')],
  grid: [path('M3 3h7v7H3ZM14 3h7v7h-7ZM3 14h7v7H3ZM14 14h7v7h-7Z')],
  more: [path('M5 12h.1M12 12h.1M19 12h.1', { 'stroke-width': 3.4 })],
  plus: [path('M12 5v14M5 12h14')],
  minus: [path('M5 12h14')],
  back: [path('M15 4 7 12l8 8')],
  fwd: [path('M9 4l8 8-8 8')],
  limits: [path('M4 7h9M19 7h1M4 17h3M13 17h7M16 4.5v5M10 14.5v5')],
  x: [path('M5 5l14 14M19 5 5 19')],
  person: [['circle', { cx: 12, cy: 7.5, r: 4.5 }], path('M3.5 21.5c.6-5 4-7.5 8.5-7.5s7.9 2.5 8.5 7.5')],
  tray: [path('M3 13 6 4h12l3 9v7H3ZM3 13h5l1.5 3h5L16 13h5')],
  bed: [path('M3 18V6M3 15h18v3M21 15v-2a3 3 0 0 0-3-3h-8v5M6.5 11.5h.1', {})],
  print: [path('M7 8V3h10v5M7 18H4V9h16v9h-3M7 14h10v7H7Z')],
  save: [path('M12 3v12M6 10l6 6 6-6M4 21h16')],
  stairs: [path('M2.5 20.5h6v-5.5h6V9.5h6V4', { 'stroke-width': 2.8 })],
  note: [path('M4 4h16v12l-4 4H4ZM20 16h-4v4M8 9h8M8 13h5')],
};

export const SHAPE = { high: 'tri', medium: 'dia', low: 'cir' };
export const MARKS = { high: '!!!', medium: '!!', low: '!' };

export function icon(name, size = 22) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {
    width: size, height: size, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.2,
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const [tag, more] of SHAPES[name]) {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(more)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

/** The shape of an alarm: technical a plug, else by priority; in outline when somebody has it or it ended by itself. */
export function alarmIcon(alarm, size) {
  if (alarm.tech) return icon('plug', size);
  return icon(SHAPE[alarm.priority] + (alarm.form === 'open' ? '' : 'O'), size);
}

/** Pulses of a tone to scale, for the sound check: [start, length] each, of 300. */
export function pulses(list) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ class: 'p', viewBox: '0 0 300 34', preserveAspectRatio: 'none', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  for (const [x, width] of list) {
    const rect = document.createElementNS(SVG, 'rect');
    for (const [key, value] of Object.entries({ x, y: 5, width, height: 24, rx: 3, fill: 'currentColor' })) rect.setAttribute(key, value);
    svg.append(rect);
  }
  return svg;
}
