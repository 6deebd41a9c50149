package org.wardline.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What the alarm engine was told of one patient, or of the gateway itself: entries of the log again, by the ward's own way,
 * each as the event that the engine took. Whoever has these events and the settings has all that an alarm came from.
 */
public final class Retelling {
    private final WardState state;
    private final Wording wording;
    private final WardPlan plan;
    private final List<AlarmEvent> told = new ArrayList<>();

    /**
     * How it was when the entries begin.
     *
     * @param stay null: the gateway itself
     * @param links devices that measured the patient by then
     * @param limits of the patient's own by then
     * @param isPlain as in {@link WardPlan}
     */
    public record Before(
            AlarmSettings settings,
            @Nullable StayId stay,
            BedId bed,
            int news2Scale,
            List<AlarmEvent.DeviceLinked> links,
            List<Rehearsal.Limit> limits,
            boolean isPlain) {
        public Before {
            links = List.copyOf(links);
            limits = List.copyOf(limits);
        }
    }

    /**
     * Begins.
     *
     * @param clock what the wall clock was and was worth
     * @param wording reads the notes of the log
     */
    public Retelling(Before before, AlarmEvent.ClockStepped clock, Wording wording) {
        this.state = WardState.fresh(before.settings());
        this.wording = wording;
        this.plan = empty(before.isPlain());
        state.listen(told::add);
        long atMs = clock.atMs();
        happen(clock);
        StayId stay = before.stay();
        if (stay != null) {
            happen(new AlarmEvent.Admit(atMs, stay.name(), before.bed().name(), before.news2Scale(), null));
            for (AlarmEvent.DeviceLinked link : before.links()) {
                happen(new AlarmEvent.DeviceLinked(
                        atMs, link.device(), stay.name(), link.signs(), link.via(), link.who()));
            }
            for (Rehearsal.Limit limit : before.limits()) {
                happen(new AlarmEvent.LimitsChanged(
                        atMs, stay.name(), limit.rule(), limit.level(), limit.set(), "before", null));
            }
        }
    }

    private void happen(Happening event) {
        state.happen(event, plan, new TurnBuilder(Unwritten.NOTHING));
    }

    /** A ward of which the configuration says nothing. */
    static WardPlan empty(boolean isPlain) {
        return new WardPlan("", true, isPlain, List.of(), List.of(), List.of());
    }

    /** The next entry; those of other patients must not come here. */
    public void hear(Entry entry) {
        if (entry.atMs() < state.atMs()) {
            return;
        }
        switch (entry) {
            case ReadingEntry reading -> state.judge(reading, plan, new TurnBuilder(Unwritten.NOTHING));
            case NoteEntry note -> {
                if (note.kind() == NoteEntry.Kind.EVENT) {
                    happen(wording.event(note.json()));
                }
            }
        }
    }

    /** All that the engine was told, in order. */
    public List<AlarmEvent> told() {
        return List.copyOf(told);
    }
}
