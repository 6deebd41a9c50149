package org.wardline.models;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.wardline.models.ModelRefused.Why;

/** A model that answers as a test wants, for tests outside this package. */
public final class ScriptedModel implements Inference {
    private final Supplier<Float> answer;

    private ScriptedModel(Supplier<Float> answer) {
        this.answer = answer;
    }

    /** A model that says this of every row; what the supplier throws, its session throws. */
    public static Scorer saying(Supplier<Float> answer) {
        var manifest = new ModelManifest("anomaly", "0.0.0", "model.onnx", "00", "00", 0.99, 1, "a test", List.of());
        return new Scorer(manifest, new ScriptedModel(answer));
    }

    /** A model that is refused. */
    public static ScoringLane.Loader refused(Why why) {
        return () -> {
            throw new ModelRefused(why, "on purpose");
        };
    }

    /** A model whose every run ends without an answer. */
    public static Scorer failing() {
        return saying(() -> {
            throw new NoAnswer();
        });
    }

    @Override
    public void run(float[] features, int rows, float[] scores, float[] unlike) throws InferenceFailed {
        try {
            Arrays.fill(scores, 0, rows, answer.get());
            Arrays.fill(unlike, 1e30f);
        } catch (NoAnswer e) {
            throw new InferenceFailed("on purpose", e);
        }
    }

    @Override
    public void close() {}

    /** No answer. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
