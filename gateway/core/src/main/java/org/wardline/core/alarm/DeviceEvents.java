package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEvent.DeviceAlarm;
import org.wardline.core.alarm.AlarmEvent.DeviceLinked;
import org.wardline.core.alarm.AlarmEvent.DeviceUnlinked;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.Floor.Stranger;

/** What devices do: links, readings, alarms of their own (sections 2 and 3). */
final class DeviceEvents {
    private final Floor floor;
    private final Moment moment;
    private final Calm calm;

    /** Whose reading was judged in this instant. */
    private @Nullable DeviceLink judged;

    DeviceEvents(Floor floor) {
        this.floor = floor;
        this.calm = new Calm(floor);
        this.moment = floor.moment;
    }

    void linked(DeviceLinked event) {
        Stay stay = floor.stay(event.stay());
        DeviceLink known = floor.devices.get(event.device());
        if (stay == null || (known != null && known.stay != stay)) {
            floor.refuse("deviceLinked", stay == null ? "stay" : "device");
            return;
        }
        DeviceLink link = known == null ? floor.link(event.device(), stay) : known;
        floor.vias.detach(link);
        link.take(event.signs(), event.via(), floor.settings);
        floor.vias.attach(link);
        floor.mark(stay);
    }

    void unlinked(DeviceUnlinked event) {
        DeviceLink link = floor.devices.get(event.device());
        if (link == null) {
            floor.refuse("deviceUnlinked", "device");
        } else {
            floor.unlink(link);
        }
    }

    void alarm(DeviceAlarm event) {
        DeviceLink link = floor.devices.get(event.device());
        if (link == null) {
            ghost(event.device(), moment.nowMs);
            return;
        }
        link.stay
                .deviceAlarms
                .computeIfAbsent(event.name(), _ -> new LinkedHashMap<>())
                .put(event.device(), new Stay.Said(event.on(), Priorities.level(event.priority())));
        floor.touch(link.stay.condition(event.name() + ".device"));
    }

    /** A device that is linked to nobody is said once, unless it speaks of a time when it was linked. */
    private void ghost(String device, long measuredAtMs) {
        Stranger stranger = floor.strangers.getOrDefault(device, new Stranger(DeviceLink.NEVER_HEARD, false));
        if (!stranger.isSaid() && measuredAtMs >= stranger.sinceMs()) {
            floor.strangers.put(device, new Stranger(stranger.sinceMs(), true));
            floor.voice.say("ghost", Voice.fields("device", device));
        }
    }

    void reading(ReadingHeard event) {
        DeviceLink link = floor.devices.get(event.device());
        long saidMs = event.measuredAtMs();
        boolean isTimed = saidMs >= 0 && saidMs <= moment.nowMs;
        if (link == null) {
            ghost(event.device(), saidMs >= 0 ? saidMs : moment.nowMs);
            return;
        }
        long measuredAtMs = isTimed ? saidMs : moment.nowMs;
        if (measuredAtMs < link.sinceMs || isRepeat(link, event.seq(), isTimed)) {
            return;
        }
        moment.measuredAtMs = measuredAtMs;
        moment.device = link.name;
        moment.seq = event.seq();
        boolean isAhead = saidMs > moment.nowMs + floor.settings.ages.futureMs();
        boolean isCalm = !isAhead && calm.isCalm(link, event.values(), isTimed);
        link.isAhead = isAhead;
        link.arrivedAtMs = moment.nowMs;
        link.heardAtMs = Math.max(link.heardAtMs, measuredAtMs);
        values(link, event.values(), isTimed, isCalm);
        if (!isCalm || link.isFrozen(floor.settings.ages.frozenMs())) {
            markDevice(link);
            judged = link;
        }
    }

    /** After the instant of a reading. */
    void settled(ReadingHeard event) {
        if (judged != null) {
            calm.grant(judged, event);
            judged = null;
        }
    }

    private static boolean isRepeat(DeviceLink link, long seq, boolean isTimed) {
        if (seq == ReadingHeard.NO_SEQ) {
            return false;
        }
        if (!isTimed && link.seqs.holds(seq)) {
            return true;
        }
        link.seqs.add(seq);
        return false;
    }

    private void values(DeviceLink link, List<SignValue> values, boolean isTimed, boolean isCalm) {
        boolean isNewPicture = false;
        long wakeMs = moment.nowMs + link.shortestStaleMs;
        for (int at = 0; at < values.size(); at++) {
            SignValue said = values.get(at);
            Witness expected = link.expect(at, said.sign());
            Witness witness = expected == null ? link.witness(said.sign(), floor.settings) : expected;
            boolean isHistory =
                    witness != null && isTimed && witness.wasTried && moment.measuredAtMs <= witness.triedAtMs;
            if (witness == null || isHistory) {
                continue;
            }
            witness.wasTried = true;
            witness.triedAtMs = moment.measuredAtMs;
            witness.cameAtMs = moment.nowMs;
            String trouble = isCalm ? null : trouble(said, witness.of.range);
            if (trouble == null) {
                witness.accept(said, moment);
                isNewPicture |= witness.isContinuous();
                wakeMs = Due.sooner(wakeMs, witness.atMs + witness.staleMs, moment.nowMs);
                wakeMs = Due.sooner(wakeMs, witness.atMs + witness.news2AgeMs, moment.nowMs);
            } else {
                witness.trouble = trouble;
                witness.isOff |= said.flag() == SignValue.Flag.OFF;
            }
            if (!isCalm) {
                markSign(witness.of);
            } else if (witness.value < witness.news2Low || witness.value > witness.news2High) {
                link.stay.news2.mark(floor);
                link.stay.news2.band(witness);
            }
        }
        if (isNewPicture) {
            link.picture(moment.measuredAtMs);
        }
        floor.queue.wakeBy(link.stay.subject, wakeMs);
    }

    /** What keeps an attempt from being a value (section 3.4); null when it is one. */
    private static @Nullable String trouble(SignValue said, SignTable.HardRange range) {
        if (said.flag() == SignValue.Flag.OFF) {
            return "off";
        }
        if (said.flag() == SignValue.Flag.ARTEFACT) {
            return "artefact";
        }
        if (Double.isNaN(said.value())) {
            return "null";
        }
        return range.holds(said.value(), said.exact()) ? null : "range";
    }

    private void markSign(Witnesses sign) {
        for (int at = 0; at < sign.judges.size(); at++) {
            floor.mark(sign.judges.get(at));
        }
        if (sign.disagree != null) {
            floor.mark(sign.disagree);
        }
    }

    /** The device's own conditions, where a reading can change them: steady ones are passed by. */
    private void markDevice(DeviceLink link) {
        for (Witness witness : link.witnesses) {
            Condition signal = witness.of.signal;
            if (signal != null && witness.isContinuous() && (!signal.isIdle() || witness.isLost(moment))) {
                floor.mark(signal);
            }
        }
        if (link.isAhead || !link.clock.isIdle()) {
            floor.mark(link.clock);
        }
        if (link.isFrozen(floor.settings.ages.frozenMs()) || !link.frozen.isIdle()) {
            floor.mark(link.frozen);
        }
        if (link.isQuiet && link.listen(moment)) {
            floor.vias.isDirty |= !link.vias.isEmpty();
            floor.mark(link.stay);
        }
    }
}
