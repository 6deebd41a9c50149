package org.wardline.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.testkit.BrokenMessage;
import org.wardline.testkit.BrokenMessages;
import org.wardline.testkit.CapturedMessages;
import org.wardline.testkit.Spoiler;
import org.wardline.testkit.Transcript;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;

/** The hand scanner reads nothing that Jackson reads otherwise. */
class AgreementTest {
    private static final long SEED = 41;
    private static final int TRIES = 60_000;
    private static final DeviceId DEVICE = new DeviceId("m-12");

    private int scanned;

    @Test
    void givenRandomReadings_whenReadByHandAndByJackson_thenBothAgree() {
        System.out.println("random readings from seed " + SEED);
        var random = new Random(SEED);
        for (int count = 0; count < TRIES; count++) {
            bothAgree(reading(random).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(scanned).as("the usual is read by hand").isGreaterThan(TRIES / 6);
    }

    @Test
    void givenSpoiltReadings_whenReadByHandAndByJackson_thenBothAgree() {
        System.out.println("spoilt readings from seed " + SEED);
        var random = new Random(SEED);
        var spoiler = new Spoiler(random);
        for (int count = 0; count < TRIES; count++) {
            bothAgree(spoiler.spoil(reading(random).getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(scanned).isPositive();
    }

    @Test
    void givenBrokenMessages_whenReadByHandAndByJackson_thenBothAgree() {
        for (BrokenMessage broken : BrokenMessages.of(DEVICE)) {
            bothAgree(broken.payload());
        }
    }

    @Test
    void givenDocumentedReading_whenDecoded_thenItIsReadByHand() {
        bothAgree(
                ("{\"device\":\"m-12\",\"ts\":\"2026-11-22T04:18:31.123Z\",\"seq\":42,\"hr\":72,\"spo2\":97,\"rr\":16,"
                                + "\"acvpu\":\"A\",\"o2_supplemental\":false,\"temp\":null,\"flags\":{\"spo2\":\"motion\"}}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(scanned).isOne();
    }

    private void bothAgree(byte[] payload) {
        if (payload.length == 0 || payload[0] != '{') {
            return;
        }
        var message = RawMessage.of("wards/w1/devices/m-12/json", DEVICE, CapturedMessages.RECEIVED_AT_MS, payload);
        var draft = new Draft();
        int end = new FlatScanner(payload, DEVICE, draft).scan(0);
        if (end == FlatScanner.UNUSUAL || JsonText.skipSpace(payload, end) < payload.length) {
            return; // Jackson alone reads it
        }
        scanned++;
        var byHand = new Decoded(List.of(draft.reading(DEVICE, message)), List.of(), List.of(), List.of());
        Decoding byJackson = ElementReader.read(message, new Draft(), 0, payload.length);
        assertThat(Transcript.of(byHand))
                .as(() -> new String(payload, StandardCharsets.UTF_8))
                .isEqualTo(Transcript.of(byJackson));
    }

    private static String reading(Random random) {
        StringBuilder json = new StringBuilder("{");
        int members = random.nextInt(8);
        for (int member = 0; member < members; member++) {
            json.append(member == 0 ? "" : ",")
                    .append(space(random))
                    .append(member(random))
                    .append(space(random));
        }
        return json.append('}').toString();
    }

    private static String member(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "\"device\":\"m-12\"";
            case 1 -> "\"ts\":\"" + time(random) + "\"";
            case 2 -> "\"ts\":" + random.nextLong(2_000_000_000_000L);
            case 3 -> "\"seq\":" + random.nextInt(1_000_000);
            case 4 ->
                "\"flags\":{\"" + sign(random) + "\":\""
                        + List.of("motion", "probe-off", "test", "leads-off", "x")
                                .get(random.nextInt(5)) + "\"}";
            case 5 -> "\"acvpu\":\"" + "ACVPUX".charAt(random.nextInt(6)) + "\"";
            case 6 -> "\"" + sign(random) + "\":null";
            default -> "\"" + sign(random) + "\":" + number(random);
        };
    }

    private static String sign(Random random) {
        VitalSign sign = VitalSign.at(random.nextInt(VitalSign.all().size()));
        return random.nextBoolean() ? sign.name() : sign.shortName();
    }

    private static String number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.toString(random.nextInt(300));
            case 1 -> Double.toString(random.nextInt(3_000) / 10.0);
            case 2 -> Double.toString(random.nextDouble() * 100);
            case 3 -> "-" + random.nextInt(3) + "." + random.nextInt(1_000);
            case 4 -> random.nextInt(100) + "." + "0".repeat(random.nextInt(16)) + random.nextInt(1_000);
            default -> Integer.toString(random.nextInt(100));
        };
    }

    private static String time(Random random) {
        return "2026-%02d-%02dT%02d:%02d:%02d%sZ"
                .formatted(
                        random.nextInt(13),
                        random.nextInt(32),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(61),
                        random.nextBoolean() ? "" : "." + random.nextInt(1_000));
    }

    private static String space(Random random) {
        return random.nextInt(8) == 0 ? " \n" : "";
    }
}
