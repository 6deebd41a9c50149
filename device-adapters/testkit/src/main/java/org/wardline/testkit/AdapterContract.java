package org.wardline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.Names;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Rejected;

/**
 * What every adapter passes. A test class implements it, says {@link #adapter()}, and keeps captured messages with what they
 * mean in its {@code src/test/resources} (see {@link CapturedMessages}).
 */
public interface AdapterContract {
    /** How many random messages, and how many spoilt copies of captured ones, are tried. */
    int TRIES = 20_000;

    /** The adapter that has to pass. */
    DeviceAdapter adapter();

    /** Messages with one thing wrong, where an adapter's protocol lets the rest live. */
    default List<BrokenMessage> broken() {
        return List.of();
    }

    /** The seed of what is random here; printed, so that a failure can be had again. */
    default long seed() {
        return 20_261_122;
    }

    @Test
    default void givenServiceFile_whenLoaded_thenAdapterIsFoundByName() {
        List<String> found = new ArrayList<>();
        ServiceLoader.load(DeviceAdapter.class).forEach(adapter -> found.add(adapter.name()));
        assertThat(found).containsOnlyOnce(adapter().name());
        assertThat(Names.isName(adapter().name())).isTrue();
        assertThat(adapter().topics("w1")).isNotEmpty();
    }

    @Test
    default void givenCapturedMessages_whenDecoded_thenTheyMeanWhatStandsBeside() {
        assertThat(captured()).isNotEmpty();
        for (CapturedMessage captured : captured()) {
            assertThat(Transcript.of(adapter().decode(captured.message())))
                    .as(captured.name())
                    .isEqualTo(captured.expected());
        }
    }

    @Test
    default void givenEveryTruncation_whenDecoded_thenItIsReadOrRejected() {
        for (CapturedMessage captured : captured()) {
            byte[] payload = captured.message().payload();
            for (int length = 0; length < payload.length; length++) {
                check(captured, Arrays.copyOf(payload, length));
            }
        }
    }

    @Test
    default void givenRandomBytes_whenDecoded_thenTheyAreReadOrRejected() {
        System.out.println("random bytes from seed " + seed());
        var random = new Random(seed());
        List<CapturedMessage> captured = captured();
        for (int count = 0; count < TRIES; count++) {
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            check(captured.get(count % captured.size()), payload);
        }
    }

    @Test
    default void givenSpoiltMessages_whenDecoded_thenTheyAreReadOrRejected() {
        System.out.println("spoilt messages from seed " + seed());
        var spoiler = new Spoiler(new Random(seed()));
        List<CapturedMessage> captured = captured();
        for (int count = 0; count < TRIES; count++) {
            CapturedMessage one = captured.get(count % captured.size());
            check(one, spoiler.spoil(one.message().payload()));
        }
    }

    @Test
    default void givenBrokenMessages_whenDecoded_thenEachIsCountedAndNothingGoodIsLost() {
        CapturedMessage instead = captured().getFirst();
        List<String> wrong = new ArrayList<>();
        for (BrokenMessage broken : broken()) {
            Decoding decoding = checked(instead, broken.payload());
            if (!broken.isWhatCameOf(decoding)) {
                wrong.add(broken + ", but " + Transcript.of(decoding));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    default void givenManyThreads_whenTheyDecode_thenAllReadTheSame() throws Exception {
        List<CapturedMessage> captured = captured();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                results.add(threads.submit(() -> areAsExpected(captured)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private boolean areAsExpected(List<CapturedMessage> captured) {
        DeviceAdapter adapter = adapter();
        for (int round = 0; round < 200; round++) {
            for (CapturedMessage one : captured) {
                if (!Transcript.of(adapter.decode(one.message())).equals(one.expected())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void check(CapturedMessage instead, byte[] payload) {
        var _ = checked(instead, payload);
    }

    private List<CapturedMessage> captured() {
        return CapturedMessages.of(getClass());
    }

    /** Decodes other bytes as if they had come instead; whatever they are, the outcome is sound, bounded and the same again. */
    private Decoding checked(CapturedMessage instead, byte[] payload) {
        RawMessage was = instead.message();
        RawMessage message = was.device()
                .map(device -> RawMessage.of(was.topic(), device, was.receivedAtMs(), payload.clone()))
                .orElseGet(() -> RawMessage.of(was.topic(), was.receivedAtMs(), payload.clone()));
        Decoding decoding = adapter().decode(message);
        assertThat(message.payload())
                .as("an adapter reads a payload, it does not write it")
                .isEqualTo(payload);
        assertThat(Transcript.of(adapter().decode(message))).isEqualTo(Transcript.of(decoding));
        switch (decoding) {
            case Rejected rejected -> isSound(rejected, message);
            case Decoded decoded -> {
                decoded.rejected().forEach(rejected -> isSound(rejected, message));
                assertThat(size(decoded)).as("what comes out of so many bytes").isLessThanOrEqualTo(payload.length + 1);
            }
        }
        return decoding;
    }

    private static void isSound(Rejected rejected, RawMessage message) {
        assertThat(rejected.fromByte()).isBetween(0, rejected.toByte());
        assertThat(rejected.toByte()).isLessThanOrEqualTo(message.lengthBytes());
        assertThat(rejected.detail()).isNotEmpty().hasSizeLessThan(100).matches("[ -~]*");
    }

    private static long size(Decoded decoded) {
        long values = decoded.readings().stream()
                .mapToLong(reading -> reading.values().size())
                .sum();
        long samples = decoded.waveforms().stream()
                .mapToLong(waveform -> waveform.length())
                .sum();
        return decoded.readings().size()
                + decoded.waveforms().size()
                + decoded.rejected().size()
                + decoded.dropped().size()
                + values
                + samples;
    }
}
