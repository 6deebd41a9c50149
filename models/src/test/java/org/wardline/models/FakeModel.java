package org.wardline.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A model that answers as it is told, instead of a session. */
final class FakeModel implements Inference {
    static final ModelManifest MANIFEST =
            new ModelManifest("anomaly", "9.9.9", "model.onnx", "00", "00", 0.99, 2, "a test", List.of());

    final List<Integer> batches = new ArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    private final Supplier<Float> answer;

    /** What it says of each row; it may throw {@link IllegalStateException} for "no answer". */
    FakeModel(Supplier<Float> answer) {
        this.answer = answer;
    }

    static Scorer scorer(Supplier<Float> answer) {
        return new Scorer(MANIFEST, new FakeModel(answer));
    }

    @Override
    public void run(float[] features, int rows, float[] scores, float[] unlike) throws InferenceFailed {
        batches.add(rows);
        try {
            Arrays.fill(scores, 0, rows, answer.get());
            Arrays.fill(unlike, 0f);
        } catch (IllegalStateException e) {
            throw new InferenceFailed("as told", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
