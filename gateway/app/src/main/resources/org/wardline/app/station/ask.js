/* Questions and acts about one bed; what fails is told by undefined or by the gateway's own words. */
import { act } from './feed.js';
import { settings, station } from './settings.js';

/** What the gateway knows of a bed; undefined where it does not answer. */
export async function ask(bed, what) {
  try {
    const answer = await fetch('/api/beds/' + encodeURIComponent(bed) + '/' + what, { signal: AbortSignal.timeout(8000) });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Stores something, after a sign-in where that is asked; {ok} or {status, error, field}. */
export async function store(bed, what, body) {
  try {
    await act('/api/beds/' + encodeURIComponent(bed) + '/' + what, { ...body, station, who: settings.who || station });
    return { ok: true };
  } catch (failure) {
    return { ok: false, status: failure.status || 0, error: failure.said || '', field: failure.field || '', failure };
  }
}
