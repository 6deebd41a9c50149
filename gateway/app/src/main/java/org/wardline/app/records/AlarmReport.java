package org.wardline.app.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardline.app.history.Episode;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * How good a ward's alarms are: how many for a bed and day, how fast they are answered, how many were worth it, and which
 * limits, beds and devices make most of them.
 *
 * @param bedDays time in which a bed's devices gave data, in days
 * @param beds so many gave any
 * @param all every alarm of a patient or a device that was raised in that time; the gateway's own are no part of a bed-day
 * @param priorities {@code high}, {@code medium} and {@code low} about patients, and {@code technical}; apart from these, and in
 *     no other figure, the {@code gateway}'s own
 * @param kinds, places, devices most alarms first
 * @param falseTechnical technical alarms that ended by themselves within {@link #FALSE_MS}, untouched
 */
public record AlarmReport(
        Period when,
        double bedDays,
        int beds,
        Line all,
        List<Line> priorities,
        List<Line> kinds,
        List<Line> places,
        List<Line> devices,
        int falseTechnical,
        int floods,
        long floodedMs,
        boolean isCut) {
    /** A technical alarm that was over so soon, and that nobody touched, asked for nobody (an engineering default). */
    static final long FALSE_MS = 60_000;
    /** Lines of one table; those with fewer alarms are left out. */
    static final int MAX_LINES = 50;

    private static final String GATEWAY = "gateway";
    private static final double DAY_MS = 86_400_000;

    public AlarmReport {
        priorities = List.copyOf(priorities);
        kinds = List.copyOf(kinds);
        places = List.copyOf(places);
        devices = List.copyOf(devices);
    }

    /**
     * Figures of some of the alarms.
     *
     * @param perBedDay of the whole ward's bed-days; of a bed, of its own
     * @param answerMedianMs, answerNinetyMs of those that somebody took, by nearest rank
     * @param alone ended without anybody
     * @param useful, notUseful marked so, by the last mark
     */
    public record Line(
            String name,
            String text,
            int alarms,
            double perBedDay,
            OptionalLong answerMedianMs,
            OptionalLong answerNinetyMs,
            int unanswered,
            int alone,
            int escalated,
            int useful,
            int notUseful) {
        /** Of the marked ones, how many in a hundred were useful; empty where none is marked. */
        public OptionalLong usefulPercent() {
            int marked = useful + notUseful;
            return marked == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(100.0 * useful / marked));
        }
    }

    /** The report that a chronicle tells. */
    public static AlarmReport of(Told told) {
        Map<Boolean, List<Episode>> areOwn = told.episodes().stream()
                .filter(alarm -> alarm.isWhole() && told.when().holds(alarm.raisedMs()))
                .collect(Collectors.partitioningBy(Episode::isOfGateway));
        List<Episode> alarms = areOwn.getOrDefault(false, List.of());
        double bedDays =
                told.monitoredMs().values().stream().mapToLong(Long::longValue).sum() / DAY_MS;
        var lines = new Lines(alarms, told.monitoredMs(), bedDays);
        return new AlarmReport(
                told.when(),
                bedDays,
                (int) told.monitoredMs().values().stream().filter(ms -> ms > 0).count(),
                lines.line("all", "", alarms, bedDays),
                lines.priorities(areOwn.getOrDefault(true, List.of())),
                lines.by(Episode::kind),
                lines.by(Episode::bed),
                lines.by(Episode::device),
                (int) alarms.stream().filter(AlarmReport::isFalse).count(),
                told.floods().size(),
                floodedMs(told),
                told.isCut());
    }

    /** How long there was any: floods of the ward and of its patients lie over each other. */
    private static long floodedMs(Told told) {
        List<Period> floods = told.floods().stream()
                .map(flood -> flood.when().within(told.when()))
                .sorted(Comparator.comparingLong(Period::fromMs))
                .toList();
        long sumMs = 0;
        long toMs = Long.MIN_VALUE;
        for (Period flood : floods) {
            sumMs += Math.max(0, flood.toMs() - Math.max(flood.fromMs(), toMs));
            toMs = Math.max(toMs, flood.toMs());
        }
        return sumMs;
    }

    private static boolean isFalse(Episode alarm) {
        return alarm.isTechnical()
                && !alarm.isAnswered()
                && alarm.endedMs().isPresent()
                && alarm.endedMs().getAsLong() - alarm.raisedMs() <= FALSE_MS;
    }

    /** Makes lines. */
    private record Lines(List<Episode> alarms, Map<String, Long> monitoredMs, double bedDays) {
        List<Line> priorities(List<Episode> own) {
            List<Line> lines = new ArrayList<>();
            for (AlarmPriority priority : List.of(AlarmPriority.HIGH, AlarmPriority.MEDIUM, AlarmPriority.LOW)) {
                List<Episode> some = alarms.stream()
                        .filter(alarm -> !alarm.isTechnical() && alarm.priority() == priority)
                        .toList();
                lines.add(line(priority.wireName(), "", some, bedDays));
            }
            lines.add(line(
                    "technical",
                    "",
                    alarms.stream().filter(Episode::isTechnical).toList(),
                    bedDays));
            lines.add(line(GATEWAY, "", own, bedDays));
            return lines;
        }

        /** One line for each that the alarms have; what has no such thing is in none. */
        List<Line> by(Function<Episode, String> name) {
            Map<String, List<Episode>> groups = new LinkedHashMap<>();
            for (Episode alarm : alarms) {
                String group = name.apply(alarm);
                if (!group.isEmpty()) {
                    groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(alarm);
                }
            }
            List<Line> lines = new ArrayList<>();
            groups.forEach((group, some) -> {
                String text =
                        some.getFirst().kind().equals(group) ? some.getFirst().text() : "";
                boolean isBed = some.getFirst().bed().equals(group) && monitoredMs.containsKey(group);
                lines.add(line(group, text, some, isBed ? monitoredMs.getOrDefault(group, 0L) / DAY_MS : bedDays));
            });
            lines.sort(Comparator.comparingInt(Line::alarms).reversed().thenComparing(Line::name));
            return lines.subList(0, Math.min(lines.size(), MAX_LINES));
        }

        Line line(String name, String text, List<Episode> some, double days) {
            List<Long> answersMs = some.stream()
                    .filter(Episode::isAnswered)
                    .map(alarm -> alarm.answerMs().getAsLong())
                    .toList();
            return new Line(
                    name,
                    text,
                    some.size(),
                    days > 0 ? some.size() / days : 0,
                    Figures.median(answersMs),
                    Figures.percentile(answersMs, 90),
                    count(some, alarm -> !alarm.isAnswered()),
                    count(some, alarm -> !alarm.isAnswered() && !alarm.isOpen()),
                    count(some, Episode::isEscalated),
                    count(some, alarm -> alarm.isMarked(true)),
                    count(some, alarm -> alarm.isMarked(false)));
        }

        private static int count(List<Episode> some, java.util.function.Predicate<Episode> is) {
            return (int) some.stream().filter(is).count();
        }
    }
}
