/* Sound check: play, hear, say so. Until then this screen does not count as sounding. */
import { h, fill, text } from './dom.js';
import { icon, pulses } from './icons.js';
import { T } from './words.js';
import { TONES, starts } from './sound.js';
import { settings } from './settings.js';
import { openDialog } from './dialog.js';

const SCALE = 300 / 4200; // all tones on one scale of time
const STEP = 0.05;

export function openSoundCheck(sound, wallNow, onDone) {
  const row = (priority, shape, name) => h('li', { class: priority },
    h('span', { class: 's' }, icon(shape, 34)), h('b', {}, T(name)),
    pulses(starts(TONES[priority]).map((at) => [at * SCALE, TONES[priority].length * SCALE])),
    h('button', { class: 'btn', onclick: () => sound.try(priority).catch(() => text(problem, T('Sound blocked, touch the screen'))) }, T('Play')));
  const problem = h('p', { class: 'problem', role: 'status' });
  const percent = h('b', {});
  const track = h('div', { class: 'trk', 'aria-hidden': 'true' }, h('i', {}), h('u', {}), h('em', {}));
  const volume = (by) => {
    sound.setVolume(sound.volume + by);
    settings.volume = sound.volume;
    text(percent, Math.round(sound.volume * 100) + ' %');
    track.firstChild.style.width = track.lastChild.style.left = sound.volume * 100 + '%';
    track.children[1].style.left = sound.floor * 100 + '%';
  };
  const done = (hears) => {
    if (hears && sound.isRunning()) sound.confirm(wallNow());
    else sound.forget();
    close();
  };
  const element = h('div', { class: 'sc', role: 'dialog', 'aria-modal': 'true', 'aria-label': T('Sound check') },
    h('section', {},
      h('div', {}, h('h2', {}, T('Sound check')),
        h('p', {}, T('Play a tone and confirm that you hear it where you work. Until then this screen does not count as sounding.'))),
      h('ul', { class: 'tones' }, row('high', 'tri', 'High priority'), row('medium', 'dia', 'Medium priority'), row('low', 'cir', 'Low priority')),
      h('div', { class: 'vol' }, h('span', {}, T('Volume')),
        h('button', { class: 'btn', 'aria-label': T('less'), onclick: () => volume(-STEP) }, icon('minus', 24)), track,
        h('button', { class: 'btn', 'aria-label': T('more'), onclick: () => volume(STEP) }, icon('plus', 24)), percent),
      h('p', { class: 'q' }, T('The red mark is the lowest volume this ward allows. Asked at every shift and after each restart.')),
      problem,
      h('div', { class: 'bt' }, h('button', { class: 'btn', onclick: () => done(false) }, T('I hear nothing')),
        h('button', { class: 'btn main', onclick: () => done(true) }, icon('check', 26), T('I hear it')))));
  volume(0);
  const close = openDialog(element, onDone);
  return close;
}

/** What the pill says. */
export function soundState(sound, hhmm) {
  if (sound.canSound()) return { isGood: true, words: T('Sound on · checked {t}', { t: hhmm(sound.checkedAt) }) };
  if (sound.checkedAt > 0) return { isGood: false, words: T('Sound blocked, touch the screen') };
  return { isGood: false, words: T('Sound not checked') };
}
