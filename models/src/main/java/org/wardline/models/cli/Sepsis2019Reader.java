package org.wardline.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/** Reads {@code challenge2019-sepsis-vitals}: one row an hour. Columns: the README of that folder. */
final class Sepsis2019Reader {
    private static final long HOUR_MS = 3_600_000;

    private Sepsis2019Reader() {}

    static void read(Path folder, Consumer<Recording> each) throws IOException {
        try (Table rows = Table.open(Table.find(folder, "vitals_", ".csv.gz"))) {
            int patient = rows.column("patient");
            int hour = rows.column("iculos");
            int label = rows.column("SepsisLabel");
            Columns signs = signs(rows);
            String name = "";
            List<Recording.Moment> moments = new ArrayList<>();
            News2Least news2 = new News2Least();
            while (rows.next()) {
                if (!rows.text(patient).equals(name)) {
                    give(name, moments, each);
                    name = rows.text(patient);
                    moments.clear();
                    news2 = new News2Least();
                }
                long atMs = Recording.EPOCH_MS + HOUR_MS * (long) rows.number(hour);
                var reading = new Reading(
                        new DeviceId(name), Reading.NO_SEQ, atMs, atMs, ClockQuality.DEVICE, signs.values());
                moments.add(new Recording.Moment(reading, "1".equals(rows.text(label)), news2.hear(reading)));
            }
            give(name, moments, each);
        }
    }

    private static Columns signs(Table rows) throws IOException {
        return new Columns(rows)
                .and("HR", VitalSign.HEART_RATE)
                .and("O2Sat", VitalSign.SPO2)
                .and("Temp", VitalSign.TEMP)
                .and("SBP", VitalSign.NIBP_SYS)
                .and("MAP", VitalSign.NIBP_MEAN)
                .and("DBP", VitalSign.NIBP_DIA)
                .and("Resp", VitalSign.RESP_RATE);
    }

    private static void give(String name, List<Recording.Moment> moments, Consumer<Recording> each) {
        if (!moments.isEmpty()) {
            each.accept(new Recording(name, name, Split.of(Dataset.SEPSIS2019, name), moments));
        }
    }
}
