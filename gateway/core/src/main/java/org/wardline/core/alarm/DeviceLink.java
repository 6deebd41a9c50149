package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A device as it is linked to a stay; made anew with each link (sections 2, 3 and 6). */
final class DeviceLink {
    /** Nothing was heard, nothing came. */
    static final long NEVER_HEARD = -1;

    /** More signs than the nomenclature has; a device that names others beyond that is not heard on them. */
    static final int MOST_SIGNS = 128;

    /** {@code frozen} needs so many readings (section 6, an engineering default). */
    private static final int FROZEN_READINGS = 10;

    final String name;
    final Stay stay;
    final long sinceMs;

    /** Devices are asked in the order of their links. */
    final long order;

    /** Signs that are owed, by name; 0 where they come now and then. */
    Map<String, Long> contract = Map.of();

    /** Names of what lies between the device and us. */
    Set<String> vias = Set.of();

    /** When the last of them came back. */
    long healedAtMs;

    /** In the order in which their signs were first named. */
    Witness[] witnesses = {};

    final SeqWindow seqs = new SeqWindow();

    /** Newest measurement of any message; when the last message came. */
    long heardAtMs = NEVER_HEARD;

    long arrivedAtMs = NEVER_HEARD;

    /** Its last message was stamped too far ahead. */
    boolean isAhead;

    /** So long without a word is silence; 0: it owes no word. */
    long silenceMs;

    /** The shortest time in which a value of it becomes stale. */
    long shortestStaleMs;

    boolean isQuiet;
    boolean isSilent;

    final Condition silent;
    final Condition frozen;
    final Condition clock;

    private final Map<String, Witness> bySign = new HashMap<>();
    private int pictureSize;
    private long pictureCount;
    private long picturedFirstMs;
    private long picturedLastMs;

    DeviceLink(String name, Stay stay, long sinceMs, long order) {
        this.name = name;
        this.stay = stay;
        this.sinceMs = sinceMs;
        this.order = order;
        this.silent = stay.condition(name + ".silent");
        this.frozen = stay.condition(name + ".frozen");
        this.clock = stay.condition(name + ".clock");
    }

    void take(Map<String, Long> newContract, List<String> newVias, AlarmSettings settings) {
        contract = Collections.unmodifiableMap(new TreeMap<>(newContract));
        vias = new TreeSet<>(newVias);
        long shortest = DueQueue.NEVER;
        for (Map.Entry<String, Long> owed : contract.entrySet()) {
            Witness _ = witness(owed.getKey(), settings); // made where it is new
            if (owed.getValue() > 0) {
                shortest = Math.min(shortest, owed.getValue());
            }
        }
        silenceMs = shortest == DueQueue.NEVER ? 0 : Math.max(settings.ages.silenceMs(), 3 * shortest);
        shortestStaleMs = settings.ages.staleMs();
        for (Witness witness : witnesses) {
            witness.contract(contract.getOrDefault(witness.sign, Witness.NOT_OWED), settings);
            shortestStaleMs = Math.min(shortestStaleMs, witness.staleMs);
            if (witness.isContinuous() && witness.of.signal == null) {
                witness.of.signal = stay.condition(witness.sign + ".signal");
            }
        }
    }

    /** The device as a witness of a sign; null beyond {@link #MOST_SIGNS}. */
    @Nullable
    Witness witness(String sign, AlarmSettings settings) {
        Witness known = bySign.get(sign);
        if (known != null || witnesses.length == MOST_SIGNS) {
            return known;
        }
        Witness witness = new Witness(this, stay.witnesses(sign), settings);
        witnesses = Arrays.copyOf(witnesses, witnesses.length + 1);
        witnesses[witnesses.length - 1] = witness;
        bySign.put(sign, witness);
        witness.of.add(witness);
        if (witness.of.disagree == null && witness.of.list.size() > 1 && SignTable.tolerance(sign) != null) {
            witness.of.disagree = stay.condition(sign + ".disagree");
        }
        return witness;
    }

    /** The witness of a sign where one expects it, since most readings name their signs in one order; null if there is none. */
    @Nullable
    Witness expect(int place, String sign) {
        if (place < witnesses.length && witnesses[place].sign.equals(sign)) {
            return witnesses[place];
        }
        return bySign.get(sign);
    }

    /** What is known of a sign by this device, if anything. */
    @Nullable
    Witness find(String sign) {
        return bySign.get(sign);
    }

    boolean owesAWord() {
        return silenceMs > 0;
    }

    /** Since when we could hear it and did not (section 6). */
    long unheardSinceMs(Moment moment) {
        return Math.max(Math.max(sinceMs, moment.listeningSinceMs), Math.max(heardAtMs, healedAtMs));
    }

    /** Works out whether it is quiet or silent; whether that changed. */
    boolean listen(Moment moment) {
        long unheardMs = moment.nowMs - unheardSinceMs(moment);
        boolean quiet = owesAWord() && unheardMs >= silenceMs - moment.settings.ages.gatherMs();
        boolean mute = owesAWord() && unheardMs >= silenceMs;
        boolean isChanged = quiet != isQuiet || mute != isSilent;
        isQuiet = quiet;
        isSilent = mute;
        return isChanged;
    }

    /** Whether a message came within a time. */
    boolean cameWithin(long ageMs, long nowMs) {
        return arrivedAtMs != NEVER_HEARD && nowMs - arrivedAtMs < ageMs;
    }

    /** All continuous values of this moment: the same as before, or new ({@code frozen}, section 6). */
    void picture(long measuredAtMs) {
        boolean isSame = true;
        int size = 0;
        for (int at = 0; at < witnesses.length; at++) {
            Witness witness = witnesses[at];
            if (witness.isContinuous() && witness.hasValue) {
                isSame &= witness.picture();
                size++;
            } else {
                witness.isPictured = false;
            }
        }
        if (!isSame || size != pictureSize) {
            pictureCount = 0;
            picturedFirstMs = measuredAtMs;
        }
        pictureSize = size;
        pictureCount++;
        picturedLastMs = measuredAtMs;
    }

    boolean canFreeze() {
        return pictureSize >= 2;
    }

    boolean isFrozen(long afterMs) {
        return pictureCount >= FROZEN_READINGS && picturedLastMs - picturedFirstMs >= afterMs;
    }

    long dueAfter(long nowMs, Moment moment) {
        long due = DueQueue.NEVER;
        for (int at = 0; at < witnesses.length; at++) {
            due = Math.min(due, witnesses[at].dueAfter(nowMs, moment));
        }
        if (owesAWord()) {
            long silentAtMs = unheardSinceMs(moment) + silenceMs;
            due = Due.sooner(due, silentAtMs, nowMs);
            due = Due.sooner(due, silentAtMs - moment.settings.ages.gatherMs(), nowMs);
        }
        return due;
    }

    void carry(Snapshot snapshot, AlarmSettings settings) {
        Map<String, Long> owed = new HashMap<>(contract);
        snapshot.numbers(owed);
        List<String> between = new ArrayList<>(vias);
        snapshot.texts(between);
        if (snapshot.isReading()) {
            take(owed, between, settings);
        }
        heardAtMs = snapshot.number(heardAtMs);
        arrivedAtMs = snapshot.number(arrivedAtMs);
        isAhead = snapshot.flag(isAhead);
        pictureSize = snapshot.count(pictureSize);
        pictureCount = snapshot.number(pictureCount);
        picturedFirstMs = snapshot.number(picturedFirstMs);
        picturedLastMs = snapshot.number(picturedLastMs);
        seqs.carry(snapshot);
        int count = snapshot.count(witnesses.length);
        for (int at = 0; at < count; at++) {
            String sign = snapshot.text(snapshot.isReading() ? "" : witnesses[at].sign);
            Witness witness = witness(sign, settings);
            if (witness == null) {
                throw new IllegalStateException("a snapshot with more signs than are kept");
            }
            witness.carry(snapshot);
        }
    }
}
