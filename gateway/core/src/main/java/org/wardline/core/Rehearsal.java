package org.wardline.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * One patient's hours again under given limits, in virtual time: the same judging as in the ward, of what the log has, with
 * the limits in force from the first moment on. What people did to alarms is left out, and nothing latches: an episode is the
 * time during which a rule's condition was present.
 */
public final class Rehearsal {
    /** More episodes than this are counted and not kept. */
    public static final int MAX_EPISODES = 2_000;

    private final Setup setup;
    private final WardPlan plan;
    private final Wording wording;
    private final WardState state;
    private final Map<String, Episode> open = new LinkedHashMap<>();
    private final List<Episode> over = new ArrayList<>();
    private final Deeds deeds;
    private long counted;
    private boolean isFirst = true;
    private boolean isOver;

    /**
     * One level of one rule.
     *
     * @param set empty: the ward's; null: off
     */
    public record Limit(
            String rule, AlarmPriority level, @Nullable Map<String, Object> set) {}

    /**
     * Whose hours, and how they begin.
     *
     * @param contracts what a device owes, by its name and sign: of those that were linked before
     * @param limits what differs from the ward's
     * @param isPlain as in {@link WardPlan}
     */
    public record Setup(
            AlarmSettings settings,
            StayId stay,
            BedId bed,
            Map<String, Map<String, Long>> contracts,
            List<Limit> limits,
            Now begin,
            boolean isPlain) {
        public Setup {
            contracts = Map.copyOf(contracts);
            limits = List.copyOf(limits);
        }
    }

    /**
     * A time during which a condition was present, and would have asked for somebody.
     *
     * @param kind {@code THING.WHAT}
     * @param priority the highest that it had
     * @param endedAtMs {@link Long#MAX_VALUE} while it is present
     * @param values what was beyond when it began, by sign
     * @param limits the limits of {@code values}
     */
    public record Episode(
            String kind,
            AlarmPriority priority,
            long beganAtMs,
            long endedAtMs,
            Map<String, Object> values,
            Map<String, Object> limits) {
        public Episode {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        }

        private Episode with(AlarmPriority other) {
            return new Episode(kind, other, beganAtMs, endedAtMs, values, limits);
        }

        private Episode endedAt(long atMs) {
            return new Episode(kind, priority, beganAtMs, atMs, values, limits);
        }

        @Override
        public String toString() {
            return kind + ' ' + priority + ' ' + beganAtMs + '–' + endedAtMs; // never values: this may reach a log
        }
    }

    /**
     * What would have been.
     *
     * @param episodes in order of their beginning
     * @param counted all of them, also those beyond {@link #MAX_EPISODES}
     */
    public record Outcome(List<Episode> episodes, long counted) {
        public Outcome {
            episodes = List.copyOf(episodes);
        }
    }

    /**
     * Begins.
     *
     * @param wording reads the notes of the log
     */
    public Rehearsal(Setup setup, Wording wording) {
        this.setup = setup;
        this.plan = Retelling.empty(setup.isPlain());
        this.wording = wording;
        this.state = WardState.fresh(setup.settings());
        this.deeds = new Deeds(setup.contracts().entrySet().stream()
                .map(owed -> new AlarmEvent.DeviceLinked(
                        0, owed.getKey(), setup.stay().name(), owed.getValue(), List.of(), null))
                .toList());
        Now begin = setup.begin();
        happen(new AlarmEvent.ClockStepped(
                begin.atMs(), begin.wallMs(), begin.wall().wireName()));
        happen(new AlarmEvent.Admit(
                begin.atMs(), setup.stay().name(), setup.bed().name(), 0, null));
        lies(setup.bed());
        Map<String, Limit> given = new LinkedHashMap<>();
        setup.limits().forEach(limit -> given.put(limit.rule() + ' ' + limit.level(), limit));
        state.limits(setup.bed()).ifPresent(now -> now.levels().forEach(level -> set(level.now(), given)));
    }

    /** Every level as it was given, and none that latches. */
    private void set(AlarmEngine.RuleNow now, Map<String, Limit> given) {
        Limit limit = given.get(now.rule() + ' ' + now.level());
        Map<String, Object> set = limit == null ? Map.of() : limit.set();
        if (set != null) {
            set = new LinkedHashMap<>(set);
            set.put("latch", false);
        }
        happen(new LimitsChanged(
                setup.begin().atMs(), setup.stay().name(), now.rule(), now.level(), set, "rehearsal", null));
    }

    /** The next entry of the log; readings of other patients, and acts that were refused, must not come here. */
    public void hear(Entry entry) {
        if (isOver || entry.atMs() < state.atMs()) {
            return;
        }
        switch (entry) {
            case ReadingEntry reading -> {
                linkAsBefore(reading);
                var turn = new TurnBuilder(Unwritten.NOTHING);
                state.judge(reading, plan, turn);
                look(turn);
            }
            case NoteEntry note -> {
                if (note.kind() == NoteEntry.Kind.EVENT) {
                    Happening what = wording.event(note.json());
                    if (!isOfAnother(what)) {
                        tell(what);
                    }
                }
            }
        }
    }

    /** A device that measured the patient since before these hours is linked by its first word, in the bed where he lay. */
    private void linkAsBefore(ReadingEntry reading) {
        if (isFirst) {
            isFirst = false;
            lies(reading.bed().orElse(setup.bed()));
        }
        DeviceId device = reading.reading().device();
        if (!deeds.isKnown(device)) {
            tell(new AlarmEvent.DeviceLinked(
                    reading.atMs(),
                    device.name(),
                    setup.stay().name(),
                    setup.contracts().getOrDefault(device.name(), Map.of()),
                    List.of(),
                    null));
        }
    }

    /** So it is known; the judging admitted him when it began. */
    private void lies(BedId bed) {
        var admit = new AlarmEvent.Admit(state.atMs(), setup.stay().name(), bed.name(), 0, null);
        deeds.tell(admit, state.wallMs(), _ -> {});
    }

    private void tell(Happening what) {
        deeds.tell(what, state.wallMs() - state.atMs() + what.atMs(), event -> {
            if (changesRules(event)) {
                happen(event);
            }
        });
    }

    /** Whether it changes who measures this patient or how time is told; the rest changes no rule. */
    private boolean changesRules(AlarmEvent event) {
        return switch (event) {
            case AlarmEvent.ClockStepped _, AlarmEvent.Restart _, AlarmEvent.DeviceUnlinked _ -> true;
            case AlarmEvent.DeviceLinked linked -> isOurs(linked.stay());
            case AlarmEvent.Transfer transfer -> isOurs(transfer.stay());
            case AlarmEvent.Discharge discharge -> isOurs(discharge.stay());
            case AlarmEvent.Admit _,
                    LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.OfAlarms _ -> false;
        };
    }

    private boolean isOurs(String stay) {
        return setup.stay().name().equals(stay);
    }

    /** Others come and go in beds where this patient is not: he is here to this day. */
    private boolean isOfAnother(Happening what) {
        return switch (what) {
            case CareAct.Admit admit -> !isOurs(admit.stay());
            case CareAct.Transfer transfer -> !isOurs(transfer.stay());
            case CareAct.Empty _ -> true;
            default -> false;
        };
    }

    /** Time passes up to the end; nothing more is heard. */
    public Outcome end(long atMs) {
        if (!isOver) {
            var turn = new TurnBuilder(Unwritten.NOTHING);
            state.pass(Math.max(atMs, state.atMs()), turn);
            look(turn);
            isOver = true;
            open.values().forEach(this::keep);
            open.clear();
            over.sort(Comparator.comparingLong(Episode::beganAtMs).thenComparing(Episode::kind));
        }
        return new Outcome(over, counted);
    }

    private void happen(AlarmEvent event) {
        var turn = new TurnBuilder(Unwritten.NOTHING);
        state.happen(event, plan, turn);
        look(turn);
    }

    private void look(TurnBuilder turn) {
        for (AlarmChange change : turn.changes()) {
            Optional<String> kind = change.kind().filter(setup.settings()::isRule);
            if (kind.isPresent() && change.state().isPresent()) {
                look(kind.get(), change);
            }
        }
    }

    private void look(String kind, AlarmChange change) {
        AlarmPriority priority = change.priority().orElse(AlarmPriority.LOW);
        Episode episode = open.get(kind);
        if (change.state().orElse("").equals("over")) {
            if (episode != null) {
                keep(episode.endedAt(change.atMs()));
                open.remove(kind);
            }
        } else if (episode == null) {
            open.put(
                    kind,
                    new Episode(
                            kind,
                            priority,
                            change.atMs(),
                            Long.MAX_VALUE,
                            numbers(change.fields().get("values")),
                            numbers(change.fields().get("limits"))));
        } else if (priority.compareTo(episode.priority()) > 0) {
            open.put(kind, episode.with(priority));
        }
    }

    private void keep(Episode episode) {
        counted++;
        if (over.size() < MAX_EPISODES) {
            over.add(episode);
        }
    }

    private static Map<String, Object> numbers(@Nullable Object said) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        if (said instanceof Map<?, ?> map) {
            map.forEach((sign, value) ->
                    numbers.put(String.valueOf(sign), value instanceof Number ? value : BigDecimal.ZERO));
        }
        return numbers;
    }
}
