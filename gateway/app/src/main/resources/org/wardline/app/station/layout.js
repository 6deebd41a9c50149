/*
 * How the ward fits a screen (station.md §2). A wall takes the row of its number of beds; where that row's tile does not fit,
 * the form of the next denser row in the same grid; sizes between scale. Under 1200 px a tablet, under 600 px a phone.
 */
export const PAGE_BEDS = 30;
const ROWS = [
  { beds: 6, form: 'd6', columns: 3, rows: 2, width: 627, height: 485 },
  { beds: 12, form: 'd12', columns: 4, rows: 3, width: 468, height: 322 },
  { beds: 20, form: 'd20', columns: 5, rows: 4, width: 373, height: 239 },
  { beds: 30, form: 'd30', columns: 6, rows: 5, width: 309, height: 190 },
];
const BAR = 70, FOOT = 28, SIDE = 12, GAP = 8;
/** A form may shrink so far before the next denser one takes over. */
const LEAST_SCALE = 0.82;
/** Few beds do not blow their tiles up without end. */
const MOST_STRETCH = 1.35;

export function layout(beds, width, height) {
  if (width < 600) return { kind: 'phone', form: 'dp', columns: 1, zoom: 1, scale: 1, waves: 'none' };
  if (width < 1200) return { kind: 'tablet', form: 'dt', columns: 2, zoom: 1, scale: 1, waves: 'none' };
  const zoom = Math.max(1, width / 1920);
  const inner = { width: width / zoom - 2 * SIDE, height: height / zoom - BAR - FOOT };
  const grid = ROWS.find((row) => Math.min(beds, PAGE_BEDS) <= row.beds);
  const tile = {
    width: (inner.width - (grid.columns - 1) * GAP) / grid.columns,
    height: (inner.height - (grid.rows - 1) * GAP) / grid.rows,
  };
  const fits = (row) => Math.min(1, tile.width / row.width, tile.height / row.height);
  const denser = ROWS.slice(ROWS.indexOf(grid));
  const form = denser.find((row) => fits(row) >= LEAST_SCALE) || denser.at(-1);
  const scale = Math.max(0.5, fits(form));
  const rows = Math.max(1, Math.ceil(Math.min(beds, PAGE_BEDS) / grid.columns));
  const free = (inner.height - (rows - 1) * GAP) / rows / scale;
  return {
    kind: 'wall', form: form.form, columns: grid.columns, zoom, scale,
    rowHeight: Math.floor(Math.min(free, (tile.height / scale) * MOST_STRETCH)),
    waves: form.form === 'd30' ? 'none' : 'all',
  };
}
