package org.wardline.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.wardline.app.config.GatewayConfig.Admit;
import org.wardline.app.config.GatewayConfig.Bed;
import org.wardline.app.config.GatewayConfig.Device;
import org.wardline.app.config.GatewayConfig.Devices;
import org.wardline.app.config.GatewayConfig.Patient;
import org.wardline.app.config.GatewayConfig.Stay;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Names;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

/** The ward's own things and people: {@code beds}, {@code devices}, {@code stays}. */
final class WardReader {
    static final String DEFAULT_SYSTEM = "urn:wardline:patient";
    static final int MAX_BEDS = 2_000;
    static final int MAX_DEVICES = 10_000;
    static final int MAX_STAYS = 10_000;

    /** The alarm engine's own subject and topic; no bed or stay is called so. */
    private static final String GATEWAY = "gateway";

    private static final long END_OF_2199_MS = 7_258_118_400_000L;
    private static final int MAX_IDENTIFIER = 128;
    private static final int MAX_LABEL = 64;
    private static final int MAX_SIGNS = 200;
    private static final int DEFAULT_SCALE = 1;
    private static final String BED = "the name of a bed in beds";
    private static final String LABEL = "a text of 1 to " + MAX_LABEL + " characters";
    private static final String IDENTIFIER = "an identifier of 1 to " + MAX_IDENTIFIER + " characters";
    private static final String TIME = "a time such as 2026-11-22T04:18:31Z, or epoch milliseconds";
    private static final String SYSTEM = "an URI such as urn:oid:1.2.3";
    private static final Pattern EPOCH_MS = Pattern.compile("[0-9]{1,13}");

    /** In an alarm's id a dot ends a name. */
    private static final Pattern ENGINE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final String ENGINE_NAMES = "A-Z a-z 0-9 _ -";

    private final Section root;
    private final String defaultSystem;
    private final Map<String, Bed> beds = new LinkedHashMap<>();
    private boolean areBedsGiven;

    WardReader(Section root, String defaultSystem) {
        this.root = root;
        this.defaultSystem = defaultSystem;
    }

    /** The key {@code system}: of an uplink or a stay. */
    static String system(Section section, String fallback, String fallbackValue) {
        return section.parsed("system", fallback, SYSTEM, WardReader::uri).orElse(fallbackValue);
    }

    /** To be asked first: who comes later names beds. */
    void readBeds() {
        Section section = root.section("beds");
        section.entries("bed", MAX_BEDS, "beds: each a label or a map of: label, room")
                .forEach((name, entry) -> {
                    Bed bed = entry.isShort()
                            ? new Bed(
                                    new BedId(name),
                                    entry.own(LABEL, WardReader::label).orElse(name),
                                    "")
                            : bed(name, entry);
                    if (name.equals(GATEWAY)) {
                        entry.problem("another name; this is the gateway's own");
                    }
                    var _ = beds.put(name, bed);
                });
        areBedsGiven = !beds.isEmpty();
    }

    private static Bed bed(String name, Section entry) {
        String label = entry.parsed("label", "{bed}", LABEL, WardReader::label).orElse(name);
        String room = entry.parsed("room", "", LABEL, WardReader::label).orElse("");
        entry.close();
        return new Bed(new BedId(name), label, room);
    }

    Devices devices() {
        Section devices = root.section("devices");
        Admit admit = devices.choice("admit", Map.entry("listed", Admit.LISTED), Map.entry("any", Admit.ANY));
        List<Device> known = new ArrayList<>();
        devices.section("list")
                .entries("device", MAX_DEVICES, "devices: each a bed or a map of: bed, signs, via")
                .forEach((name, entry) -> device(name, entry).ifPresent(known::add));
        devices.close();
        return new Devices(admit, known);
    }

    private Optional<Device> device(String name, Section entry) {
        DeviceId device = new DeviceId(name);
        if (entry.isShort()) {
            return entry.own(BED, this::bedOf).map(bed -> new Device(device, bed, Map.of(), List.of()));
        }
        Optional<BedId> bed = entry.parsed("bed", "", BED, this::bedOf);
        if (!entry.has("bed")) {
            entry.problem("bed", "must be given: " + BED);
        }
        Map<VitalSign, Long> signs = signs(entry.section("signs"));
        List<String> via = entry.names("via", "", true);
        if (!via.stream().allMatch(WardReader::isEngineName)) {
            entry.problem("via", "must be names of " + ENGINE_NAMES);
        }
        entry.close();
        return bed.map(b -> new Device(device, b, signs, via));
    }

    private static Map<VitalSign, Long> signs(Section section) {
        Map<VitalSign, Long> intervals = new LinkedHashMap<>();
        section.entries("sign", MAX_SIGNS, "signs: each an interval").forEach((name, entry) -> {
            Optional<VitalSign> sign = VitalSign.find(name).filter(s -> s.kind() != VitalSign.Kind.WAVEFORM);
            OptionalLong intervalMs = entry.ownDuration("0s", "7d");
            if (sign.isEmpty()) {
                entry.problem("a sign of the nomenclature, such as hr, spo2, rr, temp, nibp_sys");
            } else if (intervals.putIfAbsent(sign.get(), intervalMs.orElse(0)) != null) {
                entry.problem("given once: by its short or by its full name");
            }
        });
        return intervals;
    }

    List<Stay> stays() {
        List<Stay> all = new ArrayList<>();
        root.section("stays")
                .entries(
                        "stay",
                        MAX_STAYS,
                        "stays: each an identifier or a map of: bed, patient, system, from, to, news2")
                .forEach((name, entry) -> {
                    if (name.equals(GATEWAY) || !isEngineName(name)) {
                        entry.problem("called by a name of " + ENGINE_NAMES + ", and not " + GATEWAY);
                        return;
                    }
                    Optional<Stay> stay = entry.isShort() ? shortStay(name, entry) : stay(name, entry);
                    stay.filter(s -> isBedFree(all, s, entry)).ifPresent(all::add);
                });
        return all;
    }

    private Optional<Stay> shortStay(String name, Section entry) {
        Optional<String> identifier = entry.own(IDENTIFIER, WardReader::identifier);
        return bedOfItsName(name, entry)
                .map(bed -> new Stay(
                        new StayId(name),
                        bed,
                        identifier.map(i -> new Patient(defaultSystem, i)),
                        0,
                        Long.MAX_VALUE,
                        DEFAULT_SCALE));
    }

    private Optional<Stay> stay(String name, Section entry) {
        Optional<BedId> given = entry.parsed("bed", "{stay}", BED, this::bedOf);
        Optional<BedId> bed = entry.has("bed") ? given : bedOfItsName(name, entry);
        Optional<String> identifier = entry.parsed("patient", "", IDENTIFIER, WardReader::identifier);
        String system = system(entry, "{uplink.fhir.system}", defaultSystem);
        long fromMs = entry.parsed("from", "", TIME, WardReader::time).orElse(0L);
        long toMs = entry.parsed("to", "", TIME, WardReader::time).orElse(Long.MAX_VALUE);
        int scale = entry.choice("news2", Map.entry("1", DEFAULT_SCALE), Map.entry("2", 2), Map.entry("0", 0));
        entry.close();
        if (fromMs >= toMs) {
            entry.problem("to", "must be after from");
            return Optional.empty();
        }
        return bed.map(
                b -> new Stay(new StayId(name), b, identifier.map(i -> new Patient(system, i)), fromMs, toMs, scale));
    }

    private Optional<BedId> bedOfItsName(String name, Section entry) {
        Optional<BedId> bed = bedOf(name);
        if (bed.isEmpty()) {
            entry.problem("bed", "must be given: " + BED);
        }
        return bed;
    }

    private static boolean isBedFree(List<Stay> others, Stay stay, Section entry) {
        boolean isTaken = others.stream()
                .anyMatch(o -> o.bed().equals(stay.bed()) && o.fromMs() < stay.toMs() && stay.fromMs() < o.toMs());
        if (isTaken) {
            entry.problem("at a time when no other stay has bed " + stay.bed());
        }
        return !isTaken;
    }

    /** In the ward's order; to be asked last, when everybody has named his bed. */
    List<Bed> beds() {
        if (beds.size() > MAX_BEDS) {
            root.problem("beds", "too many; at most " + MAX_BEDS);
        }
        return List.copyOf(beds.values());
    }

    private Optional<BedId> bedOf(String name) {
        boolean isBed = areBedsGiven ? beds.containsKey(name) : Names.isName(name) && !name.equals(GATEWAY);
        if (!isBed) {
            return Optional.empty();
        }
        BedId bed = new BedId(name);
        var _ = beds.putIfAbsent(name, new Bed(bed, name, ""));
        return Optional.of(bed);
    }

    private static boolean isEngineName(String name) {
        return ENGINE_NAME.matcher(name).matches();
    }

    private static Optional<String> label(String text) {
        return printable(text, MAX_LABEL);
    }

    private static Optional<String> identifier(String text) {
        return printable(text, MAX_IDENTIFIER);
    }

    private static Optional<String> printable(String text, int most) {
        boolean isTaken =
                !text.isBlank() && text.length() <= most && text.chars().noneMatch(Character::isISOControl);
        return isTaken ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> uri(String text) {
        try {
            return new URI(text).isAbsolute() ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> time(String text) {
        if (EPOCH_MS.matcher(text).matches()) {
            return Optional.of(Long.parseLong(text)).filter(ms -> ms <= END_OF_2199_MS);
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            long ms = time.toInstant().toEpochMilli();
            boolean isTaken = time.getOffset().equals(ZoneOffset.UTC) && ms >= 0 && ms <= END_OF_2199_MS;
            return isTaken ? Optional.of(ms) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
