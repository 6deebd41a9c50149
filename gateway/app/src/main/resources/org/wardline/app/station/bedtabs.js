/*
 * What stands on the page of a bed beside the present. A tab is made by a function that gets the page and gives
 *   { name, title, element, open?(), show?(bed, now), load?(chart, notes) };
 * an act is a button below while somebody lies there: { title (a key of the catalogue), icon?, isMain?, run(page) }. What is done
 * seldom stands behind "More" (patient.js).
 */
import { news2Tab } from './news2chart.js';
import { openObservations } from './observe.js';
import { openNote } from './notes.js';
import { eventsTab } from './events.js';
import { openLimits } from './limits.js';

export const TABS = [news2Tab, eventsTab];

export const ACTS = [
  { title: 'Observations', icon: 'plus', isMain: true, run: openObservations },
  { title: 'Limits', icon: 'limits', run: openLimits },
  { title: 'Note', icon: 'note', run: openNote },
];
