/*
 * What stands on the page of a bed beside the present. A tab is made by a function that gets the page and gives
 *   { name, title, element, open?(), show?(bed, now), load?(chart, notes) };
 * an act is a button below: { title (a key of the catalogue), icon?, isMain?, run(page) }.
 */
import { news2Tab } from './news2chart.js';
import { openObservations } from './observe.js';
import { openNote } from './notes.js';
import { eventsTab } from './events.js';
import { openLimits } from './limits.js';
import { openAudio } from './quiet.js';

export const TABS = [news2Tab, eventsTab];

export const ACTS = [
  { title: 'Observations', icon: 'plus', isMain: true, run: openObservations },
  { title: 'Limits', icon: 'limits', run: openLimits },
  { title: 'Note', icon: 'note', run: openNote },
  { title: 'Sound', icon: 'bell', run: (page) => openAudio(page.id, page.bed.label, Boolean(page.bed.quiet?.audio)) },
];
