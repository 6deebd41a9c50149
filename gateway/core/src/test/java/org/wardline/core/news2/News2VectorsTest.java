package org.wardline.core.news2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** All rows of {@code news2-vectors.csv}: every boundary of every part, both SpO2 scales, on air and on oxygen. */
class News2VectorsTest {
    private static final int ROWS = 74;
    private static final int FIRST_POINTS = 9;
    private static final int TOTAL = 16;
    private static final int ANY_THREE = 17;

    @Test
    void givenCompleteSets_whenScored_thenPartsAndTotalAreThoseOfTheChart() throws IOException {
        List<String> rows = rows();
        assertThat(rows).hasSize(ROWS);
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            News2Tally tally = tally(cells);
            List<Integer> parts = new ArrayList<>();
            for (Part part :
                    List.of(Part.RR, Part.SPO2, Part.O2, Part.SBP, Part.PULSE, Part.CONSCIOUSNESS, Part.TEMP)) {
                parts.add(tally.least(part));
                assertThat(tally.most(part)).as(row).isEqualTo(tally.least(part));
            }
            assertThat(parts).as(row).containsExactlyElementsOf(expectedParts(cells));
            assertThat(tally.least()).as(row).isEqualTo(Integer.parseInt(cells[TOTAL]));
            assertThat(tally.most()).as(row).isEqualTo(Integer.parseInt(cells[TOTAL]));
            assertThat(tally.hasThree()).as(row).isEqualTo(Boolean.parseBoolean(cells[ANY_THREE]));
            assertThat(tally.missing()).as(row).isEmpty();
        }
    }

    @Test
    void givenNothingKnown_whenScored_thenTotalSpansZeroToTwenty() {
        News2Tally tally = new News2Tally();
        tally.clear(1);

        assertThat(tally.least()).isZero();
        assertThat(tally.most()).isEqualTo(20);
        assertThat(tally.missing()).containsExactly("rr", "spo2", "o2", "sbp", "pulse", "consciousness", "temp");
    }

    @Test
    void givenScaleTwoAndUnknownOxygen_whenSaturationIsHigh_thenItSpansItsPointsOnOxygen() {
        News2Tally tally = new News2Tally();
        tally.clear(2);
        tally.number(Part.SPO2, new News2Number().set(97, null));

        assertThat(tally.least(Part.SPO2)).isZero();
        assertThat(tally.most(Part.SPO2)).isEqualTo(3);
    }

    @Test
    void givenTemperatureInTheMiddle_whenRounded_thenHalfGoesUpAsADecimal() {
        News2Tally tally = new News2Tally();
        tally.clear(1);

        tally.number(Part.TEMP, new News2Number().set(38.05, null)); // as a binary fraction a little less
        assertThat(tally.least(Part.TEMP)).isEqualTo(1);
        tally.number(Part.TEMP, new News2Number().set(38.04, null));
        assertThat(tally.least(Part.TEMP)).isZero();
        tally.number(Part.TEMP, new News2Number().set(38.05, new BigDecimal("38.04999999999999999999")));
        assertThat(tally.least(Part.TEMP)).isZero();
    }

    private static News2Tally tally(String[] cells) {
        News2Tally tally = new News2Tally();
        tally.clear(Integer.parseInt(cells[3]));
        tally.oxygen(Boolean.parseBoolean(cells[4]));
        tally.consciousness(cells[7].equals("A"));
        tally.number(Part.RR, number(cells[1]));
        tally.number(Part.SPO2, number(cells[2]));
        tally.number(Part.SBP, number(cells[5]));
        tally.number(Part.PULSE, number(cells[6]));
        tally.number(Part.TEMP, number(cells[8]));
        return tally;
    }

    private static News2Number number(String cell) {
        return new News2Number().set(Double.parseDouble(cell), null);
    }

    private static List<Integer> expectedParts(String[] cells) {
        return Arrays.stream(cells, FIRST_POINTS, TOTAL).map(Integer::valueOf).toList();
    }

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(News2VectorsTest.class.getResourceAsStream("news2-vectors.csv"))) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            boolean isHeaderSeen = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && isHeaderSeen) {
                    rows.add(line);
                }
                isHeaderSeen |= !line.startsWith("#");
            }
        }
        return rows;
    }
}
