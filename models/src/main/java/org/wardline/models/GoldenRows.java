package org.wardline.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wardline.models.Inference.InferenceFailed;
import org.wardline.models.ModelRefused.Why;

/** Made-up vectors with what the model gave for them where it was made; it must give the same here. */
final class GoldenRows {
    static final String FILE = "golden.csv";
    static final int MAX_BYTES = 1024 * 1024;

    /** How far a score or an unlikeness may be from what is written. */
    static final double TOLERANCE = 1e-4;

    private static final int COLUMNS = 2 * Features.COUNT + 1;

    private final List<float[]> rows;

    private GoldenRows(List<float[]> rows) {
        this.rows = rows;
    }

    static GoldenRows read(byte[] csv) throws ModelRefused {
        List<float[]> rows = new ArrayList<>();
        String[] lines = new String(csv, StandardCharsets.UTF_8).split("\n", -1);
        for (int line = 1; line < lines.length && !lines[line].isEmpty(); line++) {
            String[] cells = lines[line].split(",", -1);
            if (cells.length != COLUMNS) {
                throw new ModelRefused(Why.GOLDEN, "line " + (line + 1) + " has not " + COLUMNS + " cells");
            }
            float[] row = new float[COLUMNS];
            for (int at = 0; at < COLUMNS; at++) {
                row[at] = cell(cells[at], line);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new ModelRefused(Why.GOLDEN, "no golden rows");
        }
        return new GoldenRows(rows);
    }

    private static float cell(String text, int line) throws ModelRefused {
        try {
            return text.isEmpty() ? Float.NaN : Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new ModelRefused(Why.GOLDEN, "line " + (line + 1) + " holds what is no number", e);
        }
    }

    /** The farthest that the model is from any of them; NaN when it gives no number. */
    double worst(Inference model) throws InferenceFailed {
        float[] score = new float[1];
        float[] unlike = new float[Features.COUNT];
        double worst = 0;
        for (float[] row : rows) {
            model.run(row, 1, score, unlike);
            worst = Math.max(worst, Math.abs(score[0] - row[Features.COUNT]));
            for (int at = 0; at < Features.COUNT; at++) {
                worst = Math.max(worst, Math.abs(unlike[at] - row[Features.COUNT + 1 + at]));
            }
        }
        return worst;
    }

    int size() {
        return rows.size();
    }
}
