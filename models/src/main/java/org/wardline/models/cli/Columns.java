package org.wardline.models.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.VitalSign;

/** The columns of a table that are signs, and their cells as measurements. */
record Columns(Table table, List<Column> columns) {
    Columns {
        columns = List.copyOf(columns);
    }

    /** One of them. */
    record Column(int at, VitalSign sign) {}

    Columns(Table table) {
        this(table, List.of());
    }

    /** These and one more, which must be there. */
    Columns and(String name, VitalSign sign) throws IOException {
        List<Column> more = new ArrayList<>(columns);
        more.add(new Column(table.column(name), sign));
        return new Columns(table, more);
    }

    /** The row's measurements: an empty cell is none, what no sensor can give is left out. */
    List<Measurement> values() {
        List<Measurement> values = new ArrayList<>();
        for (Column column : columns) {
            double value = table.number(column.at);
            if (!Double.isNaN(value) && column.sign.canBe(value)) {
                values.add(Measurement.of(column.sign, value));
            }
        }
        return values;
    }
}
