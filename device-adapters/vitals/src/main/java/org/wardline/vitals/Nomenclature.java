package org.wardline.vitals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of signs, read once from {@code nomenclature.csv} (columns and sources are said there). */
record Nomenclature(List<VitalSign> signs, Map<String, VitalSign> byName) {
    private static final String FILE = "nomenclature.csv";
    private static final int COLUMNS = 12;

    Nomenclature {
        signs = List.copyOf(signs);
        byName = Map.copyOf(byName);
    }

    static Nomenclature read() {
        try (InputStream in = Nomenclature.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + Nomenclature.class.getName());
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static Nomenclature parse(BufferedReader rows) throws IOException {
        List<VitalSign> signs = new ArrayList<>();
        Map<String, VitalSign> byName = new HashMap<>();
        boolean headerSeen = false;
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
            if (row.startsWith("#")) {
                continue;
            }
            if (!headerSeen) {
                headerSeen = true;
                continue;
            }
            VitalSign sign = sign(signs.size(), row.split(",", COLUMNS));
            signs.add(sign);
            byName.put(sign.name(), sign);
            byName.put(sign.shortName(), sign);
        }
        return new Nomenclature(signs, byName);
    }

    private static VitalSign sign(int index, String[] cells) {
        var codes = new VitalSign.Codes(
                cells[3],
                cells[4],
                cells[5].isEmpty() ? 0 : Integer.parseInt(cells[5]),
                cells[6].isEmpty() ? List.of() : List.of(cells[6].split(" ", -1)),
                cells[7]);
        return new VitalSign(
                index,
                cells[0],
                cells[1],
                VitalSign.Kind.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                codes,
                new VitalSign.Ranges(range(cells[8], cells[9]), range(cells[10], cells[11])));
    }

    private static VitalSign.Range range(String low, String high) {
        return new VitalSign.Range(
                low.isEmpty() ? -Double.MAX_VALUE : Double.parseDouble(low),
                high.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(high));
    }
}
