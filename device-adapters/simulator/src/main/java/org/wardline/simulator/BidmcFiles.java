package org.wardline.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of the BIDMC set as they stand in a folder.
 *
 * <pre>
 *   numerics_1hz_*.csv.gz   record,t_s,HR,PULSE,RESP,SpO2              empty: the monitor had no value
 *   channels_*.csv          record,file,channel_index,channel,unit,scale
 *   waveforms/REC.i16.gz    16-bit integers, least byte first, channel after channel, all of one length
 * </pre>
 */
final class BidmcFiles {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?");
    private static final int MAX_WAVE_BYTES = 8 << 20; // 8 minutes of 7 channels are under 1 MiB
    private static final Map<String, String> WAVES =
            Map.of("II", "ecg_ii", "PLETH", "pleth", "ABP", "abp_wave", "ART", "abp_wave");

    private final Path folder;

    BidmcFiles(Path folder) {
        this.folder = folder;
    }

    /** Each record's seconds, in the order of the file; what stands before its second 0 is left out. */
    Map<String, List<BidmcRecord.Row>> numerics() throws IOException {
        Path file = only("numerics_1hz_*.csv.gz");
        Map<String, List<BidmcRecord.Row>> records = new LinkedHashMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            for (String[] cells : cells(in, file)) {
                int second = (int) Math.round(Double.parseDouble(number(cells[1], file)));
                if (second >= 0) {
                    records.computeIfAbsent(cells[0], name -> new ArrayList<>())
                            .add(new BidmcRecord.Row(
                                    second,
                                    number(cells[2], file),
                                    number(cells[3], file),
                                    number(cells[4], file),
                                    number(cells[5], file)));
                }
            }
        }
        return records;
    }

    /** The channels of a record that have a sign of ours, the first of each sign. */
    List<BidmcRecord.Wave> waves(String record) throws IOException {
        Path file = only("channels_*.csv");
        List<String[]> channels = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (String[] cells : cells(in, file)) {
                if (cells[0].equals(record)) {
                    channels.add(cells);
                }
            }
        }
        List<BidmcRecord.Wave> waves = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            String[] cells = channels.get(channel);
            String sign = WAVES.getOrDefault(cells[3], "");
            if (!sign.isEmpty() && waves.stream().noneMatch(wave -> wave.sign().equals(sign))) {
                short[] samples = samples(folder.resolve(cells[1]), channel, channels.size());
                waves.add(new BidmcRecord.Wave(sign, number(cells[5], file), samples));
            }
        }
        return waves;
    }

    private static short[] samples(Path file, int channel, int channels) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            byte[] bytes = in.readNBytes(MAX_WAVE_BYTES);
            short[] samples = new short[bytes.length / Short.BYTES / channels];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .position(channel * samples.length)
                    .get(samples);
            return samples;
        }
    }

    /** The rows under the header, of six cells each. */
    private static List<String[]> cells(InputStream in, Path file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String header = lines.readLine();
        for (String line = lines.readLine(); header != null && line != null; line = lines.readLine()) {
            String[] cells = line.split(",", -1);
            if (cells.length != 6) {
                throw new IOException(file + ", line " + (rows.size() + 2) + ": not six cells");
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String number(String cell, Path file) throws IOException {
        if (cell.isEmpty()) {
            return "null";
        }
        if (!NUMBER.matcher(cell).matches()) {
            throw new IOException(file + ": a cell is no number");
        }
        return cell;
    }

    private Path only(String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                return file;
            }
        }
        throw new IOException("no " + glob + " in " + folder);
    }
}
