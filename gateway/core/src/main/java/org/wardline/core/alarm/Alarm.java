package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarm of one condition: the episode that stands, or how many there were (sections 1 and 5). */
final class Alarm {
    /** Whether it asks for somebody. */
    enum State {
        ACTIVE("active"),
        LATCHED("latched"),
        ACKED("acked"),
        OVER("over");

        final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }
    }

    /** Counted from 1; 0: there was none. */
    long episode;

    boolean stands;
    long version;
    State state = State.OVER;
    int priority = Priorities.NONE;

    /** The highest latching level since the last acknowledgement. */
    int kept = Priorities.NONE;

    /** When this episode began, and when it last rose, and the version of that rise. */
    long beganMs;

    long risenMs;
    long risenVersion;

    /** Who acknowledged it, and when. */
    @Nullable
    String by;

    long ackedMs;

    /** How far people were told, and when last. */
    int step;

    long steppedMs;

    /** Versions that a station got, and that a visible one got. */
    long delivered;

    long seen;
    boolean isUnseenSaid;

    /** The rise that the last silencing command of its stay named. */
    long silencedVersion;

    /** What it sounds as now, for the count of {@link Sound}. */
    int soundsAs = Priorities.NONE;

    /** Of a via's fault: the beds behind it. */
    @Nullable
    List<String> beds;

    void begin(long nowMs) {
        episode++;
        stands = true;
        version = 0;
        step = 0;
        steppedMs = nowMs;
        delivered = 0;
        seen = 0;
        silencedVersion = 0;
        beganMs = nowMs;
        rise(nowMs);
    }

    /** It became worse, or began again: what people did or saw before does not cover it. */
    void rise(long nowMs) {
        state = State.ACTIVE;
        by = null;
        risenMs = nowMs;
        isUnseenSaid = false;
        risenVersion = version + 1;
    }

    boolean asks() {
        return stands && state != State.ACKED;
    }

    void carry(Snapshot snapshot) {
        episode = snapshot.number(episode);
        beganMs = snapshot.number(beganMs);
        stands = snapshot.flag(stands);
        if (!stands) {
            return;
        }
        version = snapshot.number(version);
        state = snapshot.word(state);
        priority = snapshot.count(priority);
        kept = snapshot.count(kept);
        risenMs = snapshot.number(risenMs);
        risenVersion = snapshot.number(risenVersion);
        by = snapshot.textOrNull(by);
        ackedMs = snapshot.number(ackedMs);
        step = snapshot.count(step);
        steppedMs = snapshot.number(steppedMs);
        delivered = snapshot.number(delivered);
        seen = snapshot.number(seen);
        isUnseenSaid = snapshot.flag(isUnseenSaid);
        silencedVersion = snapshot.number(silencedVersion);
        if (snapshot.flag(beds != null)) {
            List<String> carried = new ArrayList<>(beds == null ? List.of() : beds);
            snapshot.texts(carried);
            beds = List.copyOf(carried);
        }
    }
}
