package org.wardline.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/** Reads {@code bidmc-icu-waveforms}: HR, pulse, RR and SpO2 at 1 Hz. Columns: the README of that folder. */
final class BidmcReader {
    private BidmcReader() {}

    static void read(Path folder, Consumer<Recording> each) throws IOException {
        Map<String, String> people = people(folder);
        try (Table rows = Table.open(Table.find(folder, "numerics_1hz_", ".csv.gz"))) {
            int record = rows.column("record");
            int second = rows.column("t_s");
            Columns signs = new Columns(rows)
                    .and("HR", VitalSign.HEART_RATE)
                    .and("PULSE", VitalSign.PULSE_RATE_SPO2)
                    .and("RESP", VitalSign.RESP_RATE)
                    .and("SpO2", VitalSign.SPO2);
            String name = "";
            List<Recording.Moment> moments = new ArrayList<>();
            while (rows.next()) {
                if (!rows.text(record).equals(name)) {
                    give(name, people, moments, each);
                    name = rows.text(record);
                    moments.clear();
                }
                long atMs = Recording.EPOCH_MS + 1_000L * (long) rows.number(second);
                Reading reading = reading(name, atMs, signs.values());
                moments.add(new Recording.Moment(reading, false, News2Least.of(reading)));
            }
            give(name, people, moments, each);
        }
    }

    private static Reading reading(String name, long atMs, List<Measurement> values) {
        return new Reading(new DeviceId(name), Reading.NO_SEQ, atMs, atMs, ClockQuality.DEVICE, values);
    }

    private static void give(
            String name, Map<String, String> people, List<Recording.Moment> moments, Consumer<Recording> each) {
        if (!moments.isEmpty()) {
            String person = people.getOrDefault(name, name);
            each.accept(new Recording(name, person, Split.of(Dataset.BIDMC, person), moments));
        }
    }

    private static Map<String, String> people(Path folder) throws IOException {
        Map<String, String> people = new HashMap<>();
        try (Table rows = Table.open(Table.find(folder, "subjects_", ".csv"))) {
            int record = rows.column("record");
            int subject = rows.column("subject");
            while (rows.next()) {
                people.put(rows.text(record), rows.text(subject));
            }
        }
        return people;
    }
}
