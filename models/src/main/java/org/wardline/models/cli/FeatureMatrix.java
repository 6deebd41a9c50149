package org.wardline.models.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.wardline.models.FeatureWindow;
import org.wardline.models.Features;

/**
 * {@code features --dataset bidmc|sepsis2019 FOLDER --out FILE.csv[.gz] [--splits train,validation]}: the matrix a model is trained on, by the
 * same code that serves.
 *
 * <p>Beside it {@code features.json} says name, unit and range of each feature. Columns: patient, person, split, t_s, septic, news2_least, then the features in order; empty where a feature is not known.
 */
public final class FeatureMatrix {
    /** A 1 Hz recording is looked at every so often: neighbouring seconds say the same. */
    private static final long STRIDE_MS = 5_000;

    /** What a recording must have before its first row: the features of one minute. */
    private static final long WARM_UP_MS = 60_000;

    /** With fewer signs than this nothing is said of a patient. */
    private static final int SIGNS_MIN = 2;

    private final Writer out;
    private final float[] vector = new float[Features.COUNT];
    private long rows;

    private FeatureMatrix(Writer out) {
        this.out = out;
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    /** Exit 0 done, 1 failed with one line why, 2 wrong use. */
    @SuppressWarnings("SystemOut") // a command speaks on its own outputs
    public static int run(String... arguments) {
        Optional<Command> command = Command.parse(arguments);
        if (command.isEmpty()) {
            System.err.println(
                    "features --dataset bidmc|sepsis2019 FOLDER --out FILE.csv[.gz] [--splits train,validation,test]");
            return 2;
        }
        try {
            System.out.println(
                    write(command.get()) + " rows in " + command.get().out());
            return 0;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("features: " + e.getMessage());
            return 1;
        }
    }

    private static long write(Command command) throws IOException {
        OutputStream file = Files.newOutputStream(command.out());
        OutputStream packed = command.out().toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file;
        try (Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16)) {
            FeatureMatrix matrix = new FeatureMatrix(out);
            out.write("patient,person,split,t_s,septic,news2_least,"
                    + Features.list().stream().map(Features.Feature::name).collect(Collectors.joining(","))
                    + "\n");
            command.dataset().read(command.folder(), recording -> {
                if (command.splits().contains(recording.split())) {
                    matrix.write(recording);
                }
            });
            Files.writeString(command.out().resolveSibling("features.json"), description());
            return matrix.rows;
        }
    }

    /** What the columns are, for the manifest of the model that is made from them. */
    private static String description() {
        return Features.list().stream()
                .map(feature -> "{\"name\":\"" + feature.name() + "\",\"unit\":\"" + feature.unit() + "\",\"low\":"
                        + feature.low() + ",\"high\":" + feature.high() + "}")
                .collect(Collectors.joining(",\n", "[", "]\n"));
    }

    private void write(Recording recording) {
        FeatureWindow window = new FeatureWindow();
        long firstMs = recording.moments().get(0).atMs();
        long nextMs = firstMs;
        boolean isStreamed =
                recording.moments().size() > 1 && recording.moments().get(1).atMs() - firstMs < STRIDE_MS;
        if (isStreamed) {
            nextMs += WARM_UP_MS;
        }
        for (Recording.Moment moment : recording.moments()) {
            window.hear(moment.reading());
            if (moment.atMs() >= nextMs && window.freshSigns(moment.atMs()) >= SIGNS_MIN) {
                window.compute(moment.atMs(), vector);
                row(recording, moment);
                nextMs = isStreamed ? moment.atMs() + STRIDE_MS : moment.atMs();
            }
        }
    }

    private void row(Recording recording, Recording.Moment moment) {
        StringBuilder row = new StringBuilder(256);
        row.append(recording.name()).append(',').append(recording.person()).append(',');
        row.append(recording.split().label()).append(',');
        row.append((moment.atMs() - Recording.EPOCH_MS) / 1_000).append(',');
        row.append(moment.septic() ? 1 : 0).append(',').append(moment.news2Least());
        for (float value : vector) {
            row.append(',');
            if (!Float.isNaN(value)) {
                row.append(value);
            }
        }
        try {
            out.write(row.append('\n').toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows++;
    }

    /** What was asked for. */
    private record Command(Dataset dataset, Path folder, Path out, Set<Split> splits) {
        Command {
            splits = Set.copyOf(splits);
        }

        static Optional<Command> parse(String... arguments) {
            Options options = Options.of(arguments);
            Optional<Dataset> dataset = options.value("--dataset").flatMap(Dataset::named);
            Optional<Path> out = options.value("--out").map(Path::of);
            if (dataset.isEmpty() || out.isEmpty() || options.words().size() != 1) {
                return Optional.empty();
            }
            Set<Split> splits = EnumSet.noneOf(Split.class);
            try {
                for (String name :
                        options.value("--splits").orElse("train,validation").split(",", -1)) {
                    splits.add(Split.valueOf(name.toUpperCase(Locale.ROOT)));
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // no such split: wrong use
            }
            return Optional.of(
                    new Command(dataset.get(), Path.of(options.words().get(0)), out.get(), splits));
        }
    }
}
