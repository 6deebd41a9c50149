package org.wardline.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTimeTest {
    private static final long SEED = 7;
    private static final long YEAR_10000_MS = 253_402_300_800_000L;

    @Test
    void givenAnyTimeFrom1970To9999_whenRead_thenItIsWhatTheJdkReads() {
        System.out.println("times from seed " + SEED);
        var random = new Random(SEED);
        for (int count = 0; count < 100_000; count++) {
            long ms = random.nextLong(YEAR_10000_MS);
            ZoneOffset zone = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 14 * 60) - 14 * 60));
            OffsetDateTime time = Instant.ofEpochMilli(ms).atOffset(zone);
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.withYear(Math.min(9999, time.getYear())));
            if (text.length() >= "2026-11-22T04:18:31Z".length()) { // the JDK leaves out seconds that are zero
                assertThat(parse(text))
                        .as(text)
                        .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            }
        }
    }

    @Test
    void givenFraction_whenRead_thenDigitsPastTheMillisecondAreCut() {
        assertThat(parse("1970-01-01T00:00:00Z")).isZero();
        assertThat(parse("1970-01-01T00:00:00.1Z")).isEqualTo(100);
        assertThat(parse("1970-01-01T00:00:00.000999999Z")).isZero();
        assertThat(parse("1970-01-01T00:00:00.999999999Z")).isEqualTo(999);
        assertThat(parse("9999-12-31T23:59:59.999Z")).isEqualTo(YEAR_10000_MS - 1);
    }

    @Test
    void givenLeapSecond_whenRead_thenOnlyWhereUtcCanHaveOne() {
        assertThat(parse("2016-12-31T23:59:60Z")).isEqualTo(parse("2017-01-01T00:00:00Z"));
        assertThat(parse("2017-01-01T00:59:60+01:00")).isEqualTo(parse("2017-01-01T00:00:00Z"));
        assertThat(parse("2016-12-31T23:58:60Z")).isEqualTo(WireTime.UNREADABLE);
        assertThat(parse("2016-12-30T23:59:60Z")).isEqualTo(WireTime.UNREADABLE);
        assertThat(parse("2016-12-31T23:59:61Z")).isEqualTo(WireTime.UNREADABLE);
    }

    @Test
    void givenTimeBefore1970_whenRead_thenItIsNone() {
        assertThat(parse("1970-01-01T00:59:59+01:00")).isEqualTo(WireTime.UNREADABLE);
        assertThat(WireTime.ofEpochMs(-1)).isEqualTo(WireTime.UNREADABLE);
        assertThat(WireTime.ofEpochMs(YEAR_10000_MS)).isEqualTo(WireTime.UNREADABLE);
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return WireTime.parse(bytes, 0, bytes.length);
    }
}
