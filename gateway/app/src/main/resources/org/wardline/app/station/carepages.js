/* Limits and past alarms of one bed as pages of their own: #limits/BED, #events/BED. */
import { h, fill, text } from './dom.js';
import { icon } from './icons.js';
import { T } from './words.js';
import { AlarmHistory } from './events.js';
import { LimitsEditor } from './limits.js';

export function eventsPage(station) {
  const history = new AlarmHistory();
  const title = h('h2', {});
  const element = h('section', { class: 'carepage', 'aria-label': T('Alarms') }, header(station, title), history.element);
  return {
    name: 'events', title: T('Alarms'), element,
    open: (id) => history.open(id),
    show: (model) => {
      const bed = model.beds.find((one) => one.id === history.id);
      text(title, T('Bed {b}', { b: bed?.label || history.id }) + (bed?.who ? ', ' + bed.who : ''));
      history.show(bed);
    },
  };
}

export function limitsPage(station) {
  const place = h('div', { class: 'place' });
  const element = h('section', { class: 'carepage', 'aria-label': T('Limits') }, place);
  let editor;
  const close = () => {
    editor?.stop();
    editor = undefined;
    fill(place);
  };
  return {
    name: 'limits', title: T('Limits'), element,
    open: (id) => {
      const bed = station.model()?.beds.find((one) => one.id === id) || { id, label: id, who: '' };
      if (editor?.bed.id === id) return;
      close();
      editor = new LimitsEditor(bed, bed.who, () => station.go('ward'));
      fill(place, editor.element);
      editor.load();
    },
    close,
  };
}

function header(station, title) {
  return h('header', { class: 'ch' }, h('button', { class: 'btn sq', 'aria-label': T('Ward'), onclick: () => station.go('ward') }, icon('back', 26)), title);
}
