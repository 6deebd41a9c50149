package org.wardline.buffer;

import java.io.IOException;
import java.math.BigDecimal;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** How one reading is written as a line of text. Not for use by two threads. */
sealed interface ReadingFormat {
    /** What stands above all lines. */
    void writeHeader(StringBuilder out) throws IOException;

    void write(ReadingEntry entry, StringBuilder out) throws IOException;

    /** {@code device,seq,measured_at,received_at,bed,} and a column a sign, empty where absent. */
    final class Csv implements ReadingFormat {
        private final Rfc3339 time = new Rfc3339();
        private final double[] values = new double[VitalSign.all().size()];

        private static boolean isColumn(VitalSign sign) {
            return sign.kind() != VitalSign.Kind.WAVEFORM;
        }

        @Override
        public void writeHeader(StringBuilder out) {
            out.append("device,seq,measured_at,received_at,bed");
            for (VitalSign sign : VitalSign.all()) {
                if (isColumn(sign)) {
                    out.append(',').append(sign.shortName());
                }
            }
            out.append('\n');
        }

        @Override
        public void write(ReadingEntry entry, StringBuilder out) throws IOException {
            Reading reading = entry.reading();
            out.append(reading.device().name()).append(',');
            if (reading.hasSeq()) {
                out.append(reading.seq());
            }
            out.append(',');
            time.write(entry.measuredAtMs(), out);
            out.append(',');
            time.write(reading.receivedAtMs(), out);
            out.append(',');
            entry.bed().ifPresent(bed -> out.append(bed.name()));
            java.util.Arrays.fill(values, Double.NaN);
            for (Measurement measurement : reading.values()) {
                values[measurement.sign().index()] = measurement.value();
            }
            for (VitalSign sign : VitalSign.all()) {
                if (isColumn(sign)) {
                    out.append(',');
                    if (!Double.isNaN(values[sign.index()])) {
                        writeValue(sign, values[sign.index()], out);
                    }
                }
            }
            out.append('\n');
        }
    }

    /** An object a line, in the words of the wire. */
    final class Ndjson implements ReadingFormat {
        private final Rfc3339 time = new Rfc3339();

        @Override
        public void writeHeader(StringBuilder out) {
            // there is none
        }

        @Override
        public void write(ReadingEntry entry, StringBuilder out) throws IOException {
            Reading reading = entry.reading();
            out.append("{\"device\":\"").append(reading.device().name()).append('"');
            if (reading.hasSeq()) {
                out.append(",\"seq\":").append(reading.seq());
            }
            out.append(",\"measured_at\":\"");
            time.write(entry.measuredAtMs(), out);
            out.append("\",\"received_at\":\"");
            time.write(reading.receivedAtMs(), out);
            out.append('"');
            entry.bed()
                    .ifPresent(
                            bed -> out.append(",\"bed\":\"").append(bed.name()).append('"'));
            for (Measurement measurement : reading.values()) {
                out.append(",\"").append(measurement.sign().shortName()).append("\":");
                if (measurement.hasValue()) {
                    boolean isText = measurement.sign().kind() == VitalSign.Kind.CODE;
                    out.append(isText ? "\"" : "");
                    writeValue(measurement.sign(), measurement.value(), out);
                    out.append(isText ? "\"" : "");
                } else {
                    out.append("null");
                }
            }
            writeFlags(reading, out);
            out.append("}\n");
        }

        private static void writeFlags(Reading reading, StringBuilder out) {
            String before = ",\"flags\":{\"";
            for (Measurement measurement : reading.values()) {
                if (measurement.quality() != Quality.GOOD) {
                    out.append(before).append(measurement.sign().shortName()).append("\":\"");
                    out.append(measurement.quality().wireName()).append('"');
                    before = ",\"";
                }
            }
            if (before.length() == 2) {
                out.append('}');
            }
        }
    }

    /** A value as people and spreadsheets read it: a letter for a code, no exponent, no needless zeros. */
    private static void writeValue(VitalSign sign, double value, StringBuilder out) {
        int whole = (int) value;
        if (sign.kind() == VitalSign.Kind.CODE && whole >= 0 && whole < VitalSign.ACVPU.length()) {
            out.append(VitalSign.ACVPU.charAt(whole));
        } else if (whole == value) {
            out.append(whole);
        } else {
            int tenths = (int) Math.rint(value * 10);
            if (tenths / 10.0 == value && value > 0) { // most decimals of a ward
                out.append(tenths / 10).append('.').append(tenths % 10);
            } else {
                out.append(BigDecimal.valueOf(value).toPlainString());
            }
        }
    }
}
