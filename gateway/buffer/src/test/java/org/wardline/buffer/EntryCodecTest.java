package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Quality;
import org.wardline.vitals.log.Entry;

class EntryCodecTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givenAnyEntries_whenWrittenAndRead_thenTheyAreTheSameBitForBit(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Entry> entries = new ArrayList<>();
            for (int left = random.nextInt(80); left > 0; left--) {
                entries.add(Readings.wild(random));
            }

            byte[] body = EntryEncoder.body(entries).bytes();

            assertThat(EntryDecoder.decode(body, entries.size()).stream().map(Readings::text))
                    .containsExactlyElementsOf(
                            entries.stream().map(Readings::text).toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givenEntriesThatFailHalfWay_whenMoreFollow_thenTheBodyIsAsIfTheyHadNeverBeen(long seed) {
        Random random = new Random(seed);
        var encoder = new EntryEncoder();
        List<Entry> kept = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            List<Entry> good = List.of(Readings.wild(random), Readings.wild(random));
            List<Entry> bad = Arrays.asList(Readings.wild(random), null);
            encoder.add(good);
            kept.addAll(good);
            assertThatThrownBy(() -> encoder.add(bad)).isInstanceOf(NullPointerException.class);
        }
        Body body = encoder.take();

        assertThat(body.entries()).isEqualTo(kept.size());
        assertThat(body.bytes()).isEqualTo(EntryEncoder.body(kept).bytes());
    }

    @Test
    void givenSixtyReadingsOfFourSigns_whenPacked_thenUnderTenBytesEach() {
        Random random = new Random(7);
        List<Entry> entries = Readings.second(random, 60, 3);
        try (Packing packing = new Packing()) {
            int packedBytes = packing.pack(EntryEncoder.body(entries).bytes()).length;

            assertThat(packedBytes / 60.0).isLessThan(10);
        }
    }

    @Test
    void givenABodyCutAnywhere_whenRead_thenItIsMalformedAndNeverOtherEntries() {
        List<Entry> entries = Readings.numbered(1, 20);
        byte[] body = EntryEncoder.body(entries).bytes();

        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> EntryDecoder.decode(cut, 20)).isInstanceOf(Source.Malformed.class);
        }
    }

    @Test
    void givenEveryQualityAndClock_whenCoded_thenItsCodeIsItsOwnForGood() {
        assertThat(Arrays.stream(Quality.values()).map(EntryCodec::code)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Arrays.stream(ClockQuality.values()).map(EntryCodec::code)).containsExactly(0, 1, 2, 3);
    }
}
