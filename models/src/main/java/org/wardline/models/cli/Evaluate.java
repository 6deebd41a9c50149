package org.wardline.models.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wardline.models.ModelRefused;
import org.wardline.models.ModelSource;
import org.wardline.models.Scorer;

/**
 * {@code evaluate NAME --data FOLDER [--model FOLDER] [--card CARD.md]}: judges a model on the people that training never saw, with the scorer that serves.
 *
 * <p>FOLDER is {@code shared/data}. The figures are printed as Markdown and, if asked, put between the two marks of the card.
 */
public final class Evaluate {
    private static final String FROM = "<!-- figures: written by ./wardline evaluate -->\n";
    private static final String TO = "<!-- end of figures -->";

    private Evaluate() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    /** Exit 0 done, 1 failed with one line why, 2 wrong use. */
    @SuppressWarnings("SystemOut") // a command speaks on its own outputs
    public static int run(String... arguments) {
        Options options = Options.of(arguments);
        Optional<Path> data = options.value("--data").map(Path::of);
        if (options.words().size() != 1 || data.isEmpty()) {
            System.err.println("evaluate NAME --data FOLDER [--model FOLDER] [--card CARD.md]");
            return 2;
        }
        String name = options.words().get(0);
        ModelSource source = options.value("--model")
                .map(folder -> ModelSource.folder(name, Path.of(folder)))
                .orElse(ModelSource.shipped(name));
        try (Scorer scorer = Scorer.load(source)) {
            String figures = figures(scorer, data.get());
            System.out.print(figures);
            if (options.value("--card").isPresent()) {
                intoCard(Path.of(options.value("--card").get()), figures);
            }
            return 0;
        } catch (IOException | ModelRefused e) {
            System.err.println("evaluate: " + e.getMessage());
            return 1;
        }
    }

    /** All figures of a model, as Markdown. */
    static String figures(Scorer scorer, Path data) throws IOException {
        StreamedEvaluation streamed = new StreamedEvaluation(scorer);
        Dataset.BIDMC.read(data.resolve("bidmc-icu-waveforms"), streamed::hear);
        ChartedEvaluation charted = new ChartedEvaluation(scorer);
        Dataset.SEPSIS2019.read(data.resolve("challenge2019-sepsis-vitals"), recording -> {
            if (recording.split() == Split.TEST) {
                charted.hear(recording);
            }
        });
        return "Model " + scorer.manifest().name() + " " + scorer.manifest().version() + ", sha256 "
                + scorer.manifest().sha256().substring(0, 12) + ".\n\n" + charted.report() + "\n" + streamed.report();
    }

    private static void intoCard(Path card, String figures) throws IOException {
        String text = Files.readString(card, StandardCharsets.UTF_8);
        int from = text.indexOf(FROM);
        int to = text.indexOf(TO);
        if (from < 0 || to < from) {
            throw new IOException(card + " has no place for figures");
        }
        Files.writeString(card, text.substring(0, from + FROM.length()) + "\n" + figures + "\n" + text.substring(to));
    }
}
