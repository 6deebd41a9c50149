package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.wardline.vitals.log.ReadingEntry;

/** NEWS2 of each stay at every full minute, as long as it changes (alarm engine, section 8). */
final class ScoreBook {
    private static final long MINUTE_MS = 60_000;

    private final Period when;
    private final Map<String, Course> courses = new LinkedHashMap<>();

    /** Where one patient has come. */
    private static final class Course {
        final ScoreParts parts = new ScoreParts();
        final List<Told.Score> scores = new ArrayList<>();
        long nextMs;

        Course(long nextMs) {
            this.nextMs = nextMs;
        }
    }

    ScoreBook(Period when) {
        this.when = when;
    }

    void measured(String stay, int scale, ReadingEntry entry, long nowMs) {
        if (scale != 0) {
            at(stay, scale, nowMs).parts.measured(entry, nowMs);
        }
    }

    void entered(String stay, int scale, Map<String, Object> values, long seenMs, long nowMs) {
        if (scale != 0) {
            at(stay, scale, nowMs).parts.entered(values, Math.min(seenMs, nowMs));
        }
    }

    /** A stay is over: it is not scored any more. */
    void ended(String stay) {
        Course course = courses.get(stay);
        if (course != null) {
            course.nextMs = Long.MAX_VALUE;
        }
    }

    /** The course of a stay, scored at every full minute before now. */
    private Course at(String stay, int scale, long nowMs) {
        Course course = courses.computeIfAbsent(stay, _ -> new Course(minuteAfter(nowMs)));
        scoreUntil(course, scale, nowMs);
        return course;
    }

    private static long minuteAfter(long wallMs) {
        return Math.floorDiv(wallMs, MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    }

    private void scoreUntil(Course course, int scale, long nowMs) {
        if (course.nextMs < when.fromMs()) {
            course.nextMs = Math.min(minuteAfter(when.fromMs() - 1), minuteAfter(nowMs - 1));
        }
        for (; course.nextMs < nowMs && course.nextMs < when.toMs(); course.nextMs += MINUTE_MS) {
            if (when.holds(course.nextMs)) {
                Told.Score score = course.parts.score(scale, course.nextMs);
                if (course.scores.isEmpty() || !score.isLike(course.scores.getLast())) {
                    course.scores.add(score);
                }
            }
        }
    }

    /** Of every stay, in order, those that differ from the one before. */
    Map<String, List<Told.Score>> scores(Function<String, Integer> scale, long untilMs) {
        Map<String, List<Told.Score>> all = new HashMap<>();
        courses.forEach((stay, course) -> {
            scoreUntil(course, scale.apply(stay), untilMs);
            all.put(stay, List.copyOf(course.scores));
        });
        return all;
    }
}
