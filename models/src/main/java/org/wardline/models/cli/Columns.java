package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.List;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.VitalSign;

/** Cells of a row as measurements: an empty cell is no measurement, what no sensor can give is left out. */
final class Columns {
    private Columns() {}

    static List<Measurement> values(Table row, int[] columns, VitalSign[] signs) {
        List<Measurement> values = new ArrayList<>();
        for (int at = 0; at < columns.length; at++) {
            double value = row.number(columns[at]);
            if (!Double.isNaN(value) && signs[at].canBe(value)) {
                values.add(Measurement.of(signs[at], value));
            }
        }
        return values;
    }
}
