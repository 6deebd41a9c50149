package org.wardline.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.testkit.BrokenMessage;
import org.wardline.testkit.BrokenMessages;
import org.wardline.testkit.CapturedMessages;
import org.wardline.testkit.Transcript;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

/** What is exactly at a bound is read; what is one past it is in {@link BrokenMessages} or here. */
class JsonBoundsTest {
    private static final DeviceId DEVICE = new DeviceId("m-12");

    @Test
    void givenAsManyBytesAsMayBe_whenDecoded_thenTheyAreRead() {
        String most = "{\"hr\":72}" + " ".repeat(JsonDecoder.MAX_BYTES - 9);
        assertThat(transcript(most)).contains("  heart_rate 72.0 GOOD");
        assertThat(reason(most + " ")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void givenAThousandElements_whenDecoded_thenTheyAreRead() {
        String most = "{\"hr\":72}" + ",{\"hr\":72}".repeat(JsonDecoder.MAX_ELEMENTS - 1);
        assertThat(decoded("[" + most + "]").readings()).hasSize(JsonDecoder.MAX_ELEMENTS);
        assertThat(reason("[" + most + ",{}]")).isEqualTo(Reason.TOO_LARGE);
        assertThat(decoded("[]").readings()).isEmpty();
    }

    @Test
    void givenDeepestNesting_whenDecoded_thenItIsAnUnknownKey() {
        int inside = ElementReader.MAX_DEPTH - 1;
        String deepest = "{\"x\":" + "[".repeat(inside) + "]".repeat(inside) + "}";
        assertThat(decoded(deepest).dropped()).containsExactly(Reason.UNKNOWN_KEY);
    }

    @Test
    void givenLongestNumberAndKey_whenDecoded_thenTheyAreRead() {
        String number = "7".repeat(ElementReader.MAX_NUMBER_LENGTH);
        String key = "k".repeat(ElementReader.MAX_KEY_LENGTH);
        assertThat(decoded("{\"hr\":" + number + ",\"" + key + "\":1}").dropped())
                .containsExactly(Reason.OUT_OF_RANGE, Reason.UNKNOWN_KEY);
    }

    @Test
    void givenMostKeys_whenDecoded_thenTheyAreRead() {
        String keys = "\"hr\":72" + ",\"x\":1".repeat(ElementReader.MAX_KEYS - 1);
        assertThat(decoded("{" + keys + "}").dropped()).hasSize(ElementReader.MAX_KEYS - 1);
        assertThat(reason("{" + keys + ",\"x\":1}")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void givenLargestSequence_whenDecoded_thenItIsKeptExactly() {
        assertThat(transcript("{\"seq\":9007199254740991}").getFirst()).contains("seq 9007199254740991");
        assertThat(reason("{\"seq\":9007199254740992}")).isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void givenLongestAndFastestChunk_whenDecoded_thenItIsRead() {
        String tenSeconds = "{\"wave\":\"ecg_ii\",\"hz\":125,\"samples\":[0" + ",0".repeat(1_249) + "]}";
        assertThat(decoded(tenSeconds).waveforms().getFirst().length()).isEqualTo(1_250);
        assertThat(reason(tenSeconds.replace("]}", ",0]}"))).isEqualTo(Reason.TOO_LARGE);
        assertThat(decoded("{\"wave\":\"ecg_ii\",\"hz\":10000,\"samples\":[0]}").waveforms())
                .hasSize(1);
    }

    @Test
    void givenValuesBesideAChunk_whenDecoded_thenTheyAreUnknownKeys() {
        Decoded decoded = decoded("{\"wave\":\"pleth\",\"hz\":125,\"samples\":[1],\"hr\":72,\"x\":1}");
        assertThat(decoded.waveforms()).hasSize(1);
        assertThat(decoded.dropped()).containsExactlyInAnyOrder(Reason.UNKNOWN_KEY, Reason.UNKNOWN_KEY);
    }

    @Test
    void givenMinusZero_whenDecoded_thenItIsBelowZero() {
        assertThat(transcript("{\"o2\":-0,\"st_ii\":-0.0,\"hr\":-0.0}"))
                .containsExactly(
                        "reading m-12 seq - at " + CapturedMessages.RECEIVED_AT_MS + " clock NONE",
                        "  o2_flow - OUT_OF_RANGE",
                        "  st_ii 0.0 GOOD",
                        "  heart_rate - OUT_OF_RANGE",
                        "dropped OUT_OF_RANGE",
                        "dropped OUT_OF_RANGE");
    }

    @Test
    void givenImpossibleValueUnderAFlag_whenDecoded_thenTheFlagSaysWhy() {
        assertThat(transcript("{\"spo2\":127,\"hr\":null,\"flags\":{\"spo2\":\"probe-off\",\"hr\":\"test\"}}"))
                .contains("  spo2 - PROBE_OFF", "  heart_rate - NO_VALUE", "dropped OUT_OF_RANGE");
    }

    @Test
    void givenNullForAField_whenDecoded_thenItIsAsIfLeftOut() {
        assertThat(transcript("{\"device\":null,\"ts\":null,\"seq\":null,\"flags\":null,\"hr\":72}"))
                .isEqualTo(transcript("{\"hr\":72}"));
    }

    @Test
    void givenNobodyNamesTheDevice_whenDecoded_thenItIsRejected() {
        var message = RawMessage.of("t", 1, "{\"hr\":72}".getBytes(StandardCharsets.UTF_8));
        assertThat(new JsonAdapter().decode(message))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.MISSING_FIELD));
    }

    @Test
    void givenBrokenMessages_whenRejected_thenNoPieceOfThemIsSaid() {
        for (BrokenMessage broken : BrokenMessages.of(DEVICE)) {
            String payload = new String(broken.payload(), StandardCharsets.UTF_8).replace("97", "canary");
            if (decode(payload) instanceof Rejected rejected) {
                assertThat(rejected.detail()).doesNotContain("canary", "m-12");
            }
        }
        assertThat(decode("canary").toString()).doesNotContain("canary");
    }

    private static Decoding decode(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new JsonAdapter()
                .decode(RawMessage.of("wards/w1/devices/m-12/json", DEVICE, CapturedMessages.RECEIVED_AT_MS, bytes));
    }

    private static Decoded decoded(String payload) {
        Decoding decoding = decode(payload);
        assertThat(decoding).isInstanceOf(Decoded.class);
        return (Decoded) decoding;
    }

    private static Reason reason(String payload) {
        Decoding decoding = decode(payload);
        assertThat(decoding).isInstanceOf(Rejected.class);
        return ((Rejected) decoding).reason();
    }

    private static List<String> transcript(String payload) {
        return Transcript.of(decode(payload));
    }
}
