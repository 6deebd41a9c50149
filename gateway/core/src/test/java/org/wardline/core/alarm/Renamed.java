package org.wardline.core.alarm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;

/** The same events under other names: another part of the ward, with its own stays, beds, devices and access points. */
record Renamed(String mark) {
    private String name(String name) {
        return name.equals(WireNames.GATEWAY) ? name : mark + name;
    }

    private @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : name(name);
    }

    /** With its stay, bed, device and via renamed; empty for what is of the whole ward. */
    Optional<AlarmEvent> of(AlarmEvent event) {
        return Optional.ofNullable(renamed(event));
    }

    private @Nullable AlarmEvent renamed(AlarmEvent event) {
        long at = event.atMs();
        return switch (event) {
            case AlarmEvent.Admit e -> new AlarmEvent.Admit(at, name(e.stay()), name(e.bed()), e.news2(), e.who());
            case AlarmEvent.Discharge e -> new AlarmEvent.Discharge(at, name(e.stay()), e.who());
            case AlarmEvent.Transfer e ->
                new AlarmEvent.Transfer(
                        at,
                        name(e.stay()),
                        name(e.to()),
                        e.devices().stream().map(this::name).toList(),
                        e.who());
            case AlarmEvent.DeviceLinked e ->
                new AlarmEvent.DeviceLinked(
                        at,
                        name(e.device()),
                        name(e.stay()),
                        e.signs(),
                        e.via().stream().map(this::name).toList(),
                        e.who());
            case AlarmEvent.DeviceUnlinked e -> new AlarmEvent.DeviceUnlinked(at, name(e.device()), e.who());
            case ReadingHeard e -> new ReadingHeard(at, name(e.device()), e.values(), e.seq(), e.measuredAtMs());
            case AlarmEvent.DeviceAlarm e ->
                new AlarmEvent.DeviceAlarm(at, name(e.device()), e.name(), e.on(), e.priority());
            case AlarmEvent.Fault e ->
                new AlarmEvent.Fault(at, name(e.name()), e.on(), e.priority(), nameOrNull(e.stay()));
            case AlarmEvent.ObservationEntered e ->
                new AlarmEvent.ObservationEntered(at, name(e.stay()), e.who(), e.enteredForMs(), e.values());
            case AlarmEvent.ObservationWithdrawn e ->
                new AlarmEvent.ObservationWithdrawn(
                        at,
                        e.who(),
                        e.station(),
                        e.entry(),
                        e.number(),
                        e.withdrawnWallMs(),
                        new AlarmEvent.ObservationEntered(
                                e.was().atMs(),
                                name(e.was().stay()),
                                e.was().who(),
                                e.was().enteredForMs(),
                                e.was().values()));
            case AlarmEvent.Noted e ->
                new AlarmEvent.Noted(at, name(e.stay()), e.about(), e.who(), e.station(), e.words());
            case AlarmEvent.Score e ->
                new AlarmEvent.Score(at, name(e.stay()), e.model(), e.version(), e.value(), e.explain(), e.quality());
            case AlarmEvent.LimitsChanged e ->
                new AlarmEvent.LimitsChanged(at, name(e.stay()), e.rule(), e.level(), e.set(), e.who(), e.station());
            case AlarmEvent.Acknowledge e ->
                new AlarmEvent.Acknowledge(at, name(e.alarm()), e.v(), e.who(), e.station());
            case AlarmEvent.PauseAudio e ->
                new AlarmEvent.PauseAudio(at, name(e.stay()), e.untilMs(), e.who(), e.station());
            case AlarmEvent.AudioOff e -> new AlarmEvent.AudioOff(at, name(e.stay()), e.owner(), e.station());
            case AlarmEvent.AudioOn e -> new AlarmEvent.AudioOn(at, name(e.stay()), e.who(), e.station());
            case AlarmEvent.Tick _,
                    AlarmEvent.ListAll _,
                    AlarmEvent.StationAlive _,
                    AlarmEvent.StationLost _,
                    AlarmEvent.StationSaw _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _ -> null;
        };
    }
}
