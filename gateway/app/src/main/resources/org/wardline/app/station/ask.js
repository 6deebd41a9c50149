/* Questions and acts about one bed; what fails is told by undefined or by the gateway's own words. */
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

/** Stores something; {ok} or {error, field}. */
export async function store(bed, what, body) {
  try {
    const answer = await fetch('/api/beds/' + encodeURIComponent(bed) + '/' + what, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, station, who: settings.who || station }), signal: AbortSignal.timeout(8000),
    });
    if (answer.ok) return { ok: true };
    const said = await answer.json();
    return { ok: false, status: answer.status, error: said.error, field: said.field };
  } catch {
    return { ok: false, status: 0, error: '', field: '' };
  }
}
