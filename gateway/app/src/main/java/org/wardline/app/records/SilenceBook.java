package org.wardline.app.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When a stay's alarms made no sound, and by whose order (alarm engine, section 7). */
final class SilenceBook {
    private final Map<String, Told.Silence> now = new LinkedHashMap<>();
    private final List<Told.Silence> ended = new ArrayList<>();

    void take(Said audio, long wallMs, Told.Terms terms) {
        String stay = audio.stay();
        String state = audio.text("state");
        if (audio.text("why").equals("reminder")) {
            return; // still so
        }
        ends(stay, wallMs);
        if (!state.equals("on")) {
            Period since = new Period(wallMs, Period.OPEN);
            now.put(stay, new Told.Silence(stay, audio.text("bed"), state, since, audio.text("by"), terms));
        }
    }

    void ends(String stay, long wallMs) {
        Told.Silence silence = now.remove(stay);
        if (silence != null) {
            ended.add(silence.until(wallMs));
            if (ended.size() > Chronicle.MAX_ACTS) {
                ended.removeFirst();
            }
        }
    }

    void forget(long beforeMs) {
        ended.removeIf(silence -> silence.when().toMs() < beforeMs);
    }

    /** Those that had begun at the end of a time and were not over before it, as they were known then. */
    List<Told.Silence> all(Period when) {
        List<Told.Silence> all = new ArrayList<>(ended);
        all.addAll(now.values());
        return all.stream()
                .filter(silence ->
                        silence.when().fromMs() < when.toMs() && silence.when().toMs() > when.fromMs())
                .map(silence -> silence.when().toMs() >= when.toMs() ? silence.until(Period.OPEN) : silence)
                .toList();
    }
}
