package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.wardline.vitals.log.ReadingEntry;

/** NEWS2 of each stay at every full minute, as long as it changes (alarm engine, section 8). */
final class ScoreBook {
    private static final long MINUTE_MS = 60_000;

    private final Map<String, Course> courses = new LinkedHashMap<>();

    /** Where one patient has come. */
    private static final class Course {
        final ScoreParts parts = new ScoreParts();
        final List<Told.Score> scores = new ArrayList<>(); // each unlike the one before it
        long nextMs;

        Course(long nextMs) {
            this.nextMs = nextMs;
        }

        /** After the longest that anything counts, all minutes are alike. */
        void scoreUntil(int scale, long nowMs) {
            long tellingMs = Math.min(nowMs, nextMs + ScoreParts.ENTRY_MS + MINUTE_MS);
            for (; nextMs < tellingMs; nextMs += MINUTE_MS) {
                Told.Score score = parts.score(scale, nextMs);
                if (scores.isEmpty() || !score.isLike(scores.getLast())) {
                    scores.add(score);
                }
            }
            nextMs = Math.max(nextMs, minuteAfter(nowMs - 1));
        }

        /** Those of a time; it begins with what stood at its first full minute. */
        List<Told.Score> scores(Period when) {
            long firstMs = minuteAfter(when.fromMs() - 1);
            List<Told.Score> found = new ArrayList<>();
            for (Told.Score score : scores) {
                if (score.wallMs() <= firstMs) {
                    found.clear();
                    found.add(score.at(firstMs));
                } else if (when.holds(score.wallMs())) {
                    found.add(score);
                }
            }
            found.removeIf(score -> !when.holds(score.wallMs()));
            return found;
        }
    }

    void measured(String stay, int scale, ReadingEntry entry, long nowMs) {
        if (scale != 0) {
            at(stay, scale, nowMs).parts.measured(entry, nowMs);
        }
    }

    void entered(String stay, int scale, ScoreParts.Entry entry, long nowMs) {
        if (scale != 0) {
            at(stay, scale, nowMs).parts.entered(entry, nowMs);
        }
    }

    /** From now on it is scored without something that was entered in error. */
    void withdrawn(String stay, int scale, long entry, long nowMs) {
        if (scale != 0 && courses.containsKey(stay)) {
            at(stay, scale, nowMs).parts.withdrawn(entry);
        }
    }

    /** Up to now it is scored as it was known. */
    void until(String stay, int scale, long nowMs) {
        if (scale != 0 && courses.containsKey(stay)) {
            var _ = at(stay, scale, nowMs);
        }
    }

    /** The wall clock was set: what is known is as old as it was, and the next full minute is another. */
    void stepped(ToIntFunction<String> scale, long beforeMs, long byMs) {
        courses.forEach((stay, course) -> {
            if (course.nextMs != Long.MAX_VALUE) {
                course.scoreUntil(scale.applyAsInt(stay), beforeMs);
                course.parts.shift(byMs);
                course.nextMs = minuteAfter(beforeMs + byMs - 1);
            }
        });
    }

    /** Of some devices what they measured counts no more, from now on. */
    void unlinked(String stay, int scale, Predicate<String> devices, long nowMs) {
        if (scale != 0 && courses.containsKey(stay)) {
            at(stay, scale, nowMs).parts.forget(devices);
        }
    }

    /** A stay is over: it is not scored any more. */
    void ended(String stay, int scale, long nowMs) {
        Course course = courses.get(stay);
        if (course != null) {
            course.scoreUntil(scale, nowMs);
            course.nextMs = Long.MAX_VALUE;
        }
    }

    /** The course of a stay, scored at every full minute before now. */
    private Course at(String stay, int scale, long nowMs) {
        Course course = courses.computeIfAbsent(stay, _ -> new Course(minuteAfter(nowMs - 1)));
        course.scoreUntil(scale, nowMs);
        return course;
    }

    private static long minuteAfter(long wallMs) {
        return Math.floorDiv(wallMs, MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    }

    void forget(long beforeMs) {
        courses.values().removeIf(course -> {
            while (course.scores.size() > 1 && course.scores.get(1).wallMs() < beforeMs) {
                course.scores.removeFirst();
            }
            boolean isOver = course.nextMs == Long.MAX_VALUE;
            return isOver && (course.scores.isEmpty() || course.scores.getLast().wallMs() < beforeMs);
        });
    }

    /**
     * Of every stay, in order, those of a time that differ from the one before.
     *
     * @param heardMs nothing is known from then on
     */
    Map<String, List<Told.Score>> scores(ToIntFunction<String> scale, Period when, long heardMs) {
        Map<String, List<Told.Score>> all = new HashMap<>();
        courses.forEach((stay, course) -> {
            course.scoreUntil(scale.applyAsInt(stay), heardMs);
            all.put(stay, course.scores(when));
        });
        return all;
    }
}
