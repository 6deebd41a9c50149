/* The other pages, and what is rarely needed: theme, night step, language, single keys. */
import { h, fill, attribute } from './dom.js';
import { icon } from './icons.js';
import { T, isChinese } from './words.js';
import { settings, station } from './settings.js';
import { openDialog } from './dialog.js';
import { session } from './session.js';
import { openOwn } from './own.js';

export function openMenu(onChange, pages) {
  const choice = (name, options, read, write) => {
    const buttons = options.map(([value, label, lang]) => h('button', { lang, onclick: () => {
      write(value);
      press();
      onChange();
    } }, label));
    const press = () => options.forEach(([value], i) => attribute(buttons[i], 'aria-pressed', String(read() === value)));
    press();
    return h('div', { class: 'row' }, h('span', {}, name), h('span', { class: 'seg', role: 'group', 'aria-label': name }, buttons));
  };
  const element = h('div', { class: 'menu', role: 'dialog', 'aria-modal': 'true', 'aria-label': T('More') },
    h('section', {},
      h('div', { class: 'row' }, h('h2', {}, T('More')), h('button', { class: 'btn sq', 'aria-label': T('Close'), onclick: () => close() }, icon('x', 24))),
      h('div', { class: 'pagelist' }, pages.all.filter((page) => page.isListed && session.may(page.needs)).map((page) => h('button', { class: 'btn', onclick: () => {
        close();
        pages.go(page.name);
      } }, page.title))),
      session.person && h('button', { class: 'btn', onclick: () => {
        close();
        openOwn();
      } }, icon('person', 22), T('Change PIN or password')),
      choice(T('Order of beds'), [['room', T('By room')], ['urgency', T('By urgency')]], () => settings.order || 'room', (v) => (settings.order = v)),
      choice(T('Light'), [['dark', T('Dark')], ['light', T('Light')]], () => settings.theme, (v) => (settings.theme = v)),
      choice(T('Night step'), [['clock', T('By the clock')], ['1', T('On')], ['0', T('Off')]], () => settings.night, (v) => (settings.night = v)),
      choice(T('Language'), [['en', 'English', 'en'], ['zh', '简体中文', 'zh-CN']], () => (isChinese ? 'zh' : 'en'), (v) => (settings.language = v)),
      choice(T('Single keys'), [[true, T('On')], [false, T('Off')]], () => settings.keys, (v) => (settings.keys = v)),
      h('p', { class: 'q' }, T('Arrows move, Enter opens, N next unanswered alarm, W ward, L list, R by room, U by urgency, Esc closes')),
      h('p', { class: 'q' }, T('This screen is {name}', { name: station }))));
  const close = openDialog(element);
  fill(element.querySelector('.none') || h('i', {}));
  return close;
}
