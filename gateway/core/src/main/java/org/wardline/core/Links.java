package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * Which device stood at which bed, and who lay there, from when to when: so that a reading can be told whose it is by the
 * moment it was measured, however late it comes. Times are epoch milliseconds of the {@link SteadyWall}, those of corrections
 * of the wall; an interval holds its start, not its end.
 * Immutable: an act makes new links, so other threads may ask the old ones.
 *
 * <p>Bounded: what ended longer ago than {@link #KEEP_MS} is dropped, oldest first, and of one bed or device no more than
 * {@link #MAX_INTERVALS} are kept.
 */
public final class Links {
    /** No buffer holds readings for longer. */
    static final long KEEP_MS = 31L * 24 * 3_600_000;
    /** Of one bed or device. */
    static final int MAX_INTERVALS = 1_000;

    /** Since when what is not so. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long OPEN = Long.MAX_VALUE;

    /** Corrections that are remembered; more are refused until old ones are of no reading any more. */
    static final int MAX_CORRECTIONS = 1_000;

    /** Nobody and nothing anywhere. */
    public static final Links NONE = new Links(Map.of(), Map.of(), List.of(), 0, SteadyWall.NEVER);

    private final Map<DeviceId, List<Interval<BedId>>> bedsOfDevices;
    private final Map<BedId, List<Interval<StayId>>> staysOfBeds;
    private final List<LinkCorrection> corrections;
    private final int lastCorrection;
    private final SteadyWall steady;

    private Links(
            Map<DeviceId, List<Interval<BedId>>> bedsOfDevices,
            Map<BedId, List<Interval<StayId>>> staysOfBeds,
            List<LinkCorrection> corrections,
            int lastCorrection,
            SteadyWall steady) {
        this.bedsOfDevices = bedsOfDevices;
        this.staysOfBeds = staysOfBeds;
        this.corrections = corrections;
        this.lastCorrection = lastCorrection;
        this.steady = steady;
    }

    /**
     * Something held by a device or bed for a time.
     *
     * @param what always there: as it is given out, for every reading
     */
    private record Interval<T>(Optional<T> what, long fromMs, long toMs) {
        boolean holds(long steadyMs) {
            return steadyMs >= fromMs && steadyMs < toMs;
        }

        boolean isOpen() {
            return toMs == OPEN;
        }
    }

    /** From now on a device stands at a bed. */
    Links place(DeviceId device, BedId bed, long fromMs) {
        return devices(with(bedsOfDevices, device, begun(bed, fromMs)));
    }

    /** From now on a device stands nowhere. */
    Links remove(DeviceId device, long toMs) {
        return devices(with(bedsOfDevices, device, ended(toMs)));
    }

    private Links devices(Map<DeviceId, List<Interval<BedId>>> changed) {
        return new Links(changed, staysOfBeds, corrections, lastCorrection, steady);
    }

    /** From now on somebody lies in a bed. */
    Links admit(StayId stay, BedId bed, long fromMs) {
        return stays(with(staysOfBeds, bed, begun(stay, fromMs)));
    }

    /** From now on the bed is free. */
    Links discharge(BedId bed, long toMs) {
        return stays(with(staysOfBeds, bed, ended(toMs)));
    }

    private Links stays(Map<BedId, List<Interval<StayId>>> changed) {
        return new Links(bedsOfDevices, changed, corrections, lastCorrection, steady);
    }

    /** Where a device had been in a time, as somebody says at {@code saidMs}. */
    Links correct(CareAct.Correct said, long toMs, long saidMs) {
        List<LinkCorrection> all = new ArrayList<>(corrections);
        all.removeIf(old -> old.toMs() < saidMs - KEEP_MS);
        all.add(new LinkCorrection(
                lastCorrection + 1,
                new DeviceId(said.device()),
                said.fromWallMs(),
                toMs,
                said.bed().map(BedId::new),
                said.who(),
                saidMs));
        return new Links(bedsOfDevices, staysOfBeds, List.copyOf(all), lastCorrection + 1, steady);
    }

    /** Whether there is room for a correction more. */
    boolean takesCorrections(long saidMs) {
        return corrections.size() < MAX_CORRECTIONS
                || corrections.stream().anyMatch(old -> old.toMs() < saidMs - KEEP_MS);
    }

    /** What people said afterwards, in order. */
    public List<LinkCorrection> corrections() {
        return corrections;
    }

    /** The number of the last correction that was ever said; 0 before the first. */
    public int lastCorrection() {
        return lastCorrection;
    }

    /** These links as they were known before a correction. */
    Links before(int correction) {
        List<LinkCorrection> earlier =
                corrections.stream().filter(one -> one.number() < correction).toList();
        return new Links(bedsOfDevices, staysOfBeds, earlier, lastCorrection, steady);
    }

    /** The wall as if it had never been set back. */
    SteadyWall steady() {
        return steady;
    }

    /** The same links, and the wall was set. */
    Links with(SteadyWall other) {
        return new Links(bedsOfDevices, staysOfBeds, corrections, lastCorrection, other);
    }

    /** Where a device stood; an instant by both clocks. */
    Optional<BedId> bedOf(DeviceId device, long wallMs, long steadyMs) {
        Optional<LinkCorrection> said = correctionOf(device, wallMs);
        return said.isPresent() ? said.get().bed() : at(bedsOfDevices, device, steadyMs);
    }

    /** What somebody said afterwards of a device at a time. */
    Optional<LinkCorrection> correctionOf(DeviceId device, long wallMs) {
        for (int at = corrections.size() - 1; at >= 0; at--) {
            if (corrections.get(at).covers(device, wallMs)) {
                return Optional.of(corrections.get(at));
            }
        }
        return Optional.empty();
    }

    /** Devices that stand at a bed now, by name. */
    List<DeviceId> standingAt(BedId bed) {
        return bedsOfDevices.entrySet().stream()
                .filter(of -> !of.getValue().isEmpty())
                .filter(of -> of.getValue().getLast().isOpen()
                        && of.getValue().getLast().what().get().equals(bed))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(DeviceId::name))
                .toList();
    }

    /** Where a device stands now, whatever was said of earlier. */
    Optional<BedId> standsAt(DeviceId device) {
        return open(bedsOfDevices, device).flatMap(Interval::what);
    }

    /** Since when a device stands there; {@link #NEVER} where it stands nowhere, or somebody said afterwards where it had been. */
    long standsSince(DeviceId device) {
        return isCorrected(device) ? NEVER : since(open(bedsOfDevices, device));
    }

    /** Who lies in a bed now. */
    Optional<StayId> liesIn(BedId bed) {
        return open(staysOfBeds, bed).flatMap(Interval::what);
    }

    /** Since when; {@link #NEVER} where nobody does. */
    long liesSince(BedId bed) {
        return since(open(staysOfBeds, bed));
    }

    private static <K, T> Optional<Interval<T>> open(Map<K, List<Interval<T>>> links, K holder) {
        List<Interval<T>> intervals = links.getOrDefault(holder, List.of());
        return intervals.isEmpty() || !intervals.getLast().isOpen()
                ? Optional.empty()
                : Optional.of(intervals.getLast());
    }

    private static <T> long since(Optional<Interval<T>> open) {
        return open.map(Interval::fromMs).orElse(NEVER);
    }

    /** Who lay in a bed. */
    Optional<StayId> stayIn(BedId bed, long steadyMs) {
        return at(staysOfBeds, bed, steadyMs);
    }

    /** Since when whoever lay in a bed then had been lying there; 0 for ever, or for nobody. */
    long sinceIn(BedId bed, long steadyMs) {
        return staysOfBeds.getOrDefault(bed, List.of()).stream()
                .filter(interval -> interval.holds(steadyMs))
                .mapToLong(Interval::fromMs)
                .findFirst()
                .orElse(0);
    }

    /** Whether anybody is known to have lain in a bed. */
    boolean hadAnybody(BedId bed) {
        return !staysOfBeds.getOrDefault(bed, List.of()).isEmpty();
    }

    /** Whether a device is known to have stood anywhere. */
    boolean everStood(DeviceId device) {
        return !bedsOfDevices.getOrDefault(device, List.of()).isEmpty() || isCorrected(device);
    }

    private boolean isCorrected(DeviceId device) {
        return corrections.stream().anyMatch(one -> one.device().equals(device));
    }

    /** Whether a device is known to stand at one place since ever: by the configuration, never touched by hand. */
    boolean standsSinceEver(DeviceId device) {
        List<Interval<BedId>> intervals = bedsOfDevices.getOrDefault(device, List.of());
        return intervals.size() == 1
                && intervals.getFirst().isOpen()
                && intervals.getFirst().fromMs() == 0;
    }

    private static <K, T> Optional<T> at(Map<K, List<Interval<T>>> links, K holder, long steadyMs) {
        List<Interval<T>> intervals = links.getOrDefault(holder, List.of());
        for (int at = intervals.size() - 1; at >= 0; at--) {
            if (intervals.get(at).holds(steadyMs)) {
                return intervals.get(at).what();
            }
        }
        return Optional.empty();
    }

    private static <K, T> Map<K, List<Interval<T>>> with(
            Map<K, List<Interval<T>>> links, K holder, UnaryOperator<List<Interval<T>>> change) {
        Map<K, List<Interval<T>>> changed = new LinkedHashMap<>(links);
        changed.put(holder, change.apply(new ArrayList<>(links.getOrDefault(holder, List.of()))));
        return changed;
    }

    private static <T> UnaryOperator<List<Interval<T>>> begun(T what, long fromMs) {
        return before -> {
            List<Interval<T>> intervals = Links.<T>ended(fromMs).apply(before);
            intervals.add(new Interval<>(Optional.of(what), fromMs, OPEN));
            intervals.removeIf(interval -> !interval.isOpen() && interval.toMs() < fromMs - KEEP_MS);
            if (intervals.size() > MAX_INTERVALS) {
                intervals.removeFirst();
            }
            return intervals;
        };
    }

    private static <T> UnaryOperator<List<Interval<T>>> ended(long toMs) {
        return intervals -> {
            if (!intervals.isEmpty() && intervals.getLast().isOpen()) {
                Interval<T> last = intervals.removeLast();
                if (last.fromMs() < toMs) {
                    intervals.add(new Interval<>(last.what(), last.fromMs(), toMs));
                }
            }
            return intervals;
        };
    }

    void writeTo(DataOutputStream out) throws IOException {
        write(out, bedsOfDevices, DeviceId::name, BedId::name);
        write(out, staysOfBeds, BedId::name, StayId::name);
        out.writeInt(lastCorrection);
        out.writeInt(corrections.size());
        for (LinkCorrection correction : corrections) {
            correction.writeTo(out);
        }
        steady.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote, now or before it {@code knowsSteady} time. */
    static Links readFrom(DataInputStream in, boolean knowsSteady) throws IOException {
        Map<DeviceId, List<Interval<BedId>>> devices = read(in, DeviceId::new, BedId::new);
        Map<BedId, List<Interval<StayId>>> stays = read(in, BedId::new, StayId::new);
        int last = in.readInt();
        List<LinkCorrection> corrections = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            corrections.add(LinkCorrection.readFrom(in));
        }
        SteadyWall steady = knowsSteady ? SteadyWall.readFrom(in) : SteadyWall.NEVER;
        return new Links(devices, stays, List.copyOf(corrections), last, steady);
    }

    private static <K, T> void write(
            DataOutputStream out, Map<K, List<Interval<T>>> links, Function<K, String> holder, Function<T, String> what)
            throws IOException {
        out.writeInt(links.size());
        for (var link : links.entrySet()) {
            out.writeUTF(holder.apply(link.getKey()));
            out.writeInt(link.getValue().size());
            for (Interval<T> interval : link.getValue()) {
                out.writeUTF(what.apply(interval.what().get()));
                out.writeLong(interval.fromMs());
                out.writeLong(interval.toMs());
            }
        }
    }

    private static <K, T> Map<K, List<Interval<T>>> read(
            DataInputStream in, Function<String, K> holder, Function<String, T> what) throws IOException {
        Map<K, List<Interval<T>>> links = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            K of = holder.apply(in.readUTF());
            List<Interval<T>> intervals = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                intervals.add(new Interval<>(Optional.of(what.apply(in.readUTF())), in.readLong(), in.readLong()));
            }
            links.put(of, intervals);
        }
        return links;
    }
}
