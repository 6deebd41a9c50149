package org.wardline.app.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written is JSON, and what is read of it is what was written. */
class JsonTreeTest {
    private static final long SEED = 20_261_126;
    private static final int TRIES = 5_000;
    private static final String LETTERS = "aZ7 \"\\/\b\f\n\r\t\u0000\u001f\u007f\u00fcß中\uD83D\uDE00";

    @Test
    void givenRandomTrees_whenWrittenAndRead_thenTheyAreTheSame() {
        var random = new Random(SEED);
        for (int count = 0; count < TRIES; count++) {
            Map<String, @Nullable Object> tree = tree(random, 3);
            byte[] utf8 = EventJson.text(tree).getBytes(StandardCharsets.UTF_8);

            assertThat(JsonTree.object(utf8, 0, utf8.length))
                    .as("seed %d, %d", SEED, count)
                    .contains(tree);
        }
    }

    @Test
    void givenAnyText_whenWritten_thenItIsAsJacksonWritesIt() throws IOException {
        for (int letter = 0; letter < Character.MIN_SURROGATE; letter++) {
            String text = "a" + (char) letter + "z";
            var ours = new StringBuilder();
            Json.write(ours, text);
            var theirs = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(theirs)) {
                json.writeString(text);
            }
            assertThat(ours.toString()).isEqualTo(theirs.toString());
        }
    }

    @Test
    void givenNumbers_whenWritten_thenWholeOnesHaveNoPoint() {
        Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
        numbers.put("whole", 97.0);
        numbers.put("half", 36.6);
        numbers.put("int", 7);
        numbers.put("huge", 1e300);
        numbers.put("no number", Double.NaN);
        numbers.put("none", null);

        assertThat(EventJson.text(numbers))
                .isEqualTo(
                        "{\"whole\":97,\"half\":36.6,\"int\":7,\"huge\":1.0E+300,\"no number\":\"NaN\",\"none\":null}");
    }

    private static Map<String, @Nullable Object> tree(Random random, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            map.put(text(random), value(random, depth));
        }
        return map;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> BigDecimal.valueOf(random.nextInt(100_000), 1 + random.nextInt(12)); // 1.5E-8, too
            case 3 -> random.nextBoolean();
            case 4 -> null;
            case 5 -> BigInteger.valueOf(random.nextLong()).shiftLeft(40).setBit(70);
            case 6 -> tree(random, depth - 1);
            default -> list(random, depth - 1);
        };
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static String text(Random random) {
        int[] points = LETTERS.codePoints().toArray();
        var text = new StringBuilder();
        for (int left = random.nextInt(9); left > 0; left--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
