package org.wardline.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.sync.Step;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.log.Numbered;

/**
 * The way of a reading through the house, stage by stage.
 *
 * <pre>
 *   message → readings → bed → window → alarm → sealed block → (acknowledge) → batch → record system
 *                                  └→ score → alarm
 * </pre>
 *
 * <p>Composition only: what decides is {@link Ward}, what acts is a port. Everything but {@link #drain} is called on the
 * ward's own thread. Louder: shown, then stored. Quieter (what people do): stored, then shown.
 */
public final class DataPath {
    private final Ward ward;
    private final Supplier<Now> clock;
    private final LongSupplier wall;
    private final Station station;
    private final Log log;
    private final Models models;

    /** The screens, the alarm topics and everybody else who is told at once. */
    @FunctionalInterface
    public interface Station {
        void show(Turn turn);
    }

    /** The sealed log. */
    public interface Log {
        /** Stores a turn after everything before it, then settles its messages: acknowledged, or refused and forgotten. */
        void append(Turn turn);

        /** Stores what a person wants, all or nothing; says on the ward's thread whether it is on the disk. */
        void intend(List<Act> acts, Consumer<Boolean> stored);

        /** Stores, with the next block, what a restart begins from. */
        void checkpoint(byte[] ward);

        long lastNumber();

        /** The number of the first entry that may have been received from then on. */
        long firstAt(long wallMs) throws IOException;

        /** What is there between two numbers, both included. */
        List<Numbered> read(long from, long to) throws IOException;

        /** Notes, with the next block, what an uplink has done and what it still needs. */
        void confirm(RecordSystem uplink);
    }

    /** The models, which add and never delay. */
    @FunctionalInterface
    public interface Models {
        void offer(List<PatientReading> readings);
    }

    /**
     * The way.
     *
     * @param clock both clocks, on the ward's thread
     * @param wall epoch milliseconds, on any
     */
    public DataPath(Ward ward, Supplier<Now> clock, LongSupplier wall, Station station, Log log, Models models) {
        this.ward = ward;
        this.clock = clock;
        this.wall = wall;
        this.station = station;
        this.log = log;
        this.models = models;
    }

    /** The process begins, where the log left the ward. */
    public void begin(boolean isRestart, boolean isTrusted) {
        Turn _ = follow(ward.begin(clock.get(), isRestart, isTrusted)); // everybody who must know was told
    }

    /** A burst of decoded messages. */
    public void accept(Burst burst) {
        Turn turn = ward.accept(burst, clock.get()); // whose bed, seen before?, windows, limits, NEWS2: pure
        station.show(turn); // the nurse first
        log.append(turn); // the disk second: acknowledged when flushed
        models.offer(turn.heard()); // a model adds, later
    }

    /** A second, later input: what a model thinks; or what another part of the house found. */
    public void happened(Act event) {
        Turn _ = follow(ward.happen(event, clock.get())); // everybody who must know was told
    }

    /** A person does something: stored first, shown second; answered with what came of it, or empty when it is not stored. */
    public void act(Act act, Consumer<Optional<Turn>> answer) {
        act(List.of(act), answer);
    }

    /** The same, of several things that are done at once. */
    public void act(List<Act> acts, Consumer<Optional<Turn>> answer) {
        log.intend(
                acts,
                isStored -> answer.accept(
                        isStored ? Optional.of(follow(ward.happen(acts, clock.get()))) : Optional.empty()));
    }

    /** Time passes: silence, delays, escalation; now and then, a place to restart from. */
    public void tick() {
        Turn _ = follow(ward.tick(clock.get())); // everybody who must know was told
        ward.checkpoint(clock.get()).ifPresent(log::checkpoint);
    }

    /** A place to restart from, now: the process ends, or it is to be seen whether the log stores again. */
    public void checkpoint() {
        log.checkpoint(ward.checkpoint());
    }

    /** The way out, one step: read what the log has, file it, confirm how each entry ended. On the uplink's own thread. */
    void drain(RecordSystem uplink) {
        long wallMs = wall.getAsLong();
        switch (uplink.next(log, wallMs)) {
            case Step.Read read -> uplink.offer(read, log, wallMs);
            case Step.Send send -> uplink.send(send.batch(), () -> log.confirm(uplink), wall);
            case Step.Withdraw wrong -> uplink.withdraw(wrong.batch(), () -> log.confirm(uplink), wall);
            case Step.Wait wait -> uplink.rest(wait.untilMs(), wallMs);
        }
    }

    private Turn follow(Turn turn) {
        station.show(turn);
        log.append(turn);
        return turn;
    }
}
