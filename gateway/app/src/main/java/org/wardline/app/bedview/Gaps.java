package org.wardline.app.bedview;

import java.util.ArrayList;
import java.util.List;
import org.wardline.app.history.Episode;
import org.wardline.app.history.Minute;

/**
 * Where nothing came of a sign that comes again and again, and why: never bridged by a line, for a line there would be made up.
 */
final class Gaps {
    /** So many of a sign's own steps without a value are a gap; one late reading is none. */
    static final int MISSED = 4;
    /** Fewer points say nothing about how often a sign comes. */
    private static final int FEW = 3;

    private Gaps() {}

    /**
     * A time without values.
     *
     * @param cause {@code off}, {@code artefact}, {@code late}, {@code missing}, {@code null}, {@code range} as the alarm
     *     engine has them, {@code silent}, {@code restart}, or empty where nobody said
     */
    record Gap(String sign, long fromMs, long toMs, String cause) {}

    /**
     * The gaps of a curve; the last one up to now.
     *
     * @param restarts when the gateway began again
     */
    static List<Gap> of(
            String sign, List<Minute> curve, long stepMs, List<Episode> alarms, List<Long> restarts, long nowMs) {
        List<Gap> gaps = new ArrayList<>();
        if (curve.size() < FEW) {
            return gaps;
        }
        long longestMs = MISSED * Math.max(stepMs, usualStepMs(curve));
        for (int at = 0; at < curve.size(); at++) {
            long fromMs = curve.get(at).atMs() + stepMs;
            long toMs = at + 1 < curve.size() ? curve.get(at + 1).atMs() : nowMs;
            if (toMs - fromMs >= longestMs) {
                gaps.add(new Gap(sign, fromMs, toMs, cause(sign, fromMs, toMs, alarms, restarts)));
            }
        }
        return gaps;
    }

    private static long usualStepMs(List<Minute> curve) {
        List<Long> steps = new ArrayList<>();
        for (int at = 1; at < curve.size(); at++) {
            steps.add(curve.get(at).atMs() - curve.get(at - 1).atMs());
        }
        steps.sort(null);
        return steps.get(steps.size() / 2);
    }

    private static String cause(String sign, long fromMs, long toMs, List<Episode> alarms, List<Long> restarts) {
        List<Episode> technical = alarms.stream()
                .filter(alarm -> alarm.isTechnical() && alarm.touches(fromMs, toMs))
                .toList();
        for (Episode alarm : technical) {
            if (alarm.kind().equals(sign + ".signal")) {
                return alarm.cause();
            }
        }
        if (restarts.stream().anyMatch(atMs -> atMs >= fromMs && atMs <= toMs)) {
            return "restart";
        }
        return technical.stream().anyMatch(alarm -> alarm.kind().endsWith(".silent")) ? "silent" : "";
    }
}
