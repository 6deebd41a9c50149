package org.wardline.models;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.models.Inference.InferenceFailed;
import org.wardline.models.ModelRefused.Why;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;

/**
 * One model over the patients of a ward: readings in, scores out, in batches. Used by one thread; never throws for what a model does.
 */
public final class Scorer implements AutoCloseable {
    /** A model file may not be larger. */
    public static final int MAX_MODEL_BYTES = 8 * 1024 * 1024;

    /** Patients whose hours are kept; beyond, the one that was silent longest is forgotten. */
    public static final int MAX_STAYS = 1_024;

    /** With fewer signs nothing is said of a patient. */
    public static final int SIGNS_MIN = 2;

    private final ModelManifest manifest;
    private final Inference model;
    private final Map<StayId, FeatureWindow> stays = new LinkedHashMap<>(16, 0.75f, true);
    private final float[] vector = new float[Features.COUNT];
    private final float[] features = new float[Inference.MAX_ROWS * Features.COUNT];
    private final float[] scores = new float[Inference.MAX_ROWS];
    private final float[] unlike = new float[Inference.MAX_ROWS * Features.COUNT];

    private long scored;
    private long tooLittle;
    private long noScore;
    private long failedRuns;
    private long forgotten;

    /**
     * What became of what was asked.
     *
     * @param scored scores given
     * @param tooLittle patients with fewer than {@link #SIGNS_MIN} signs at that time
     * @param noScore answers that were no number from 0 to 1
     * @param failedRuns runs without an answer
     * @param forgotten patients dropped at {@link #MAX_STAYS}
     */
    public record Counts(long scored, long tooLittle, long noScore, long failedRuns, long forgotten) {}

    Scorer(ModelManifest manifest, Inference model) {
        this.manifest = manifest;
        this.model = model;
    }

    /** Reads, checks and loads a model; whatever is wrong with it, it is refused, and nothing else happens. */
    public static Scorer load(ModelSource source) throws ModelRefused {
        ModelManifest manifest =
                ModelManifest.read(source.name(), source.read(ModelManifest.FILE, ModelManifest.MAX_BYTES));
        byte[] bytes = source.read(manifest.file(), MAX_MODEL_BYTES);
        byte[] golden = source.read(GoldenRows.FILE, GoldenRows.MAX_BYTES);
        if (!sha256(bytes).equals(manifest.sha256()) || !sha256(golden).equals(manifest.goldenSha256())) {
            throw new ModelRefused(Why.HASH, "the files are not those the manifest names");
        }
        OnnxCheck.check(bytes);
        GoldenRows rows = GoldenRows.read(golden);
        Inference model = OnnxInference.load(bytes);
        try {
            if (!(rows.worst(model) <= GoldenRows.TOLERANCE)) {
                throw new ModelRefused(Why.GOLDEN, "it does not give here what it gave where it was made");
            }
            return new Scorer(manifest, model);
        } catch (InferenceFailed e) {
            model.close();
            throw new ModelRefused(Why.GOLDEN, "it does not run", e);
        } catch (ModelRefused e) {
            model.close();
            throw e;
        }
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /** Takes a reading of a patient, late or not. */
    public void hear(StayId stay, Reading reading) {
        FeatureWindow window = stays.get(stay);
        if (window == null) {
            window = new FeatureWindow();
            stays.put(stay, window);
            if (stays.size() > MAX_STAYS) {
                var eldest = stays.keySet().iterator();
                eldest.next();
                eldest.remove();
                forgotten++;
            }
        }
        window.hear(reading);
    }

    /** A discharge: nothing of the stay is kept. */
    public void forget(StayId stay) {
        stays.remove(stay);
    }

    /** Scores these patients as of now. Those without enough signs, and those the model gives no proper score for, are left out. */
    public List<Score> score(Collection<StayId> asked, long nowMs) {
        List<Score> given = new ArrayList<>(asked.size());
        List<StayId> batch = new ArrayList<>(Inference.MAX_ROWS);
        for (StayId stay : asked) {
            FeatureWindow window = stays.get(stay);
            if (window == null || window.freshSigns(nowMs) < SIGNS_MIN) {
                tooLittle++;
                continue;
            }
            window.compute(nowMs, vector);
            System.arraycopy(vector, 0, features, batch.size() * Features.COUNT, Features.COUNT);
            batch.add(stay);
            if (batch.size() == Inference.MAX_ROWS) {
                run(batch, nowMs, given);
            }
        }
        run(batch, nowMs, given);
        return given;
    }

    private void run(List<StayId> batch, long nowMs, List<Score> given) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            model.run(features, batch.size(), scores, unlike);
            for (int row = 0; row < batch.size(); row++) {
                if (scores[row] >= 0 && scores[row] <= 1) {
                    scored++;
                    given.add(new Score(
                            batch.get(row),
                            nowMs,
                            manifest.name(),
                            manifest.version(),
                            scores[row],
                            Explanation.of(unlike, row * Features.COUNT)));
                } else {
                    noScore++;
                }
            }
        } catch (InferenceFailed e) {
            failedRuns++; // counted here, judged by the lane's breaker
        }
        batch.clear();
    }

    public Counts counts() {
        return new Counts(scored, tooLittle, noScore, failedRuns, forgotten);
    }

    @Override
    public void close() {
        model.close();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
