package org.wardline.models.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A comma separated table without quotes, read row by row; {@code .gz} is unpacked. */
final class Table implements AutoCloseable {
    private final Path file;
    private final BufferedReader lines;
    private final List<String> header;
    private String[] cells = new String[0];

    private Table(Path file, BufferedReader lines) throws IOException {
        this.file = file;
        this.lines = lines;
        String first = lines.readLine();
        if (first == null) {
            throw new IOException(file + " is empty");
        }
        this.header = List.of(first.split(",", -1));
    }

    static Table open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (file.toString().endsWith(".gz")) {
            in = new GZIPInputStream(in, 1 << 16);
        }
        return new Table(file, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16));
    }

    /** The one file of a folder whose name starts and ends so. */
    static Path find(Path folder, String start, String end) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(start) && name.endsWith(end);
                    })
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + start + "*" + end + " in " + folder));
        }
    }

    /** The place of a column, which must be there. */
    int column(String name) throws IOException {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new IOException(file + " has no column " + name);
        }
        return at;
    }

    /** Moves to the next row, if there is one. */
    boolean next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return false;
        }
        cells = line.split(",", -1);
        if (cells.length != header.size()) {
            throw new IOException(file + ": " + cells.length + " cells instead of " + header.size());
        }
        return true;
    }

    String text(int column) {
        return cells[column];
    }

    /** A number; NaN where the cell is empty. */
    double number(int column) {
        return cells[column].isEmpty() ? Double.NaN : Double.parseDouble(cells[column]);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
