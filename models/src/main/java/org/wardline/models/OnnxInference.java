package org.wardline.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.models.ModelRefused.Why;

/**
 * One ONNX Runtime session: one thread, no spinning, no arena, tensors made once and filled again.
 *
 * <p>A run takes the smallest of a few prepared batches that holds its rows; what is left over is not looked at.
 */
final class OnnxInference implements Inference {
    static final String INPUT = "features";
    static final String SCORE = "score";
    static final String UNLIKE = "unlike";

    private static final int[] BATCHES = {1, 8, MAX_ROWS};

    private final OrtSession session;
    private final FloatBuffer features = floats(MAX_ROWS * Features.COUNT);
    private final FloatBuffer scores = floats(MAX_ROWS);
    private final FloatBuffer unlike = floats(MAX_ROWS * Features.COUNT);
    private final List<Batch> batches = new ArrayList<>();

    /** The tensors of one number of rows, over the same memory as the others. */
    private record Batch(int rows, OnnxTensor features, OnnxTensor score, OnnxTensor unlike) {
        Map<String, OnnxTensor> inputs() {
            return Map.of(INPUT, features);
        }

        Map<String, OnnxTensor> outputs() {
            return Map.of(SCORE, score, UNLIKE, unlike);
        }
    }

    private OnnxInference(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.session = session;
        for (int rows : BATCHES) {
            long[] wide = {rows, Features.COUNT};
            batches.add(new Batch(
                    rows,
                    OnnxTensor.createTensor(environment, features.slice(0, rows * Features.COUNT), wide),
                    OnnxTensor.createTensor(environment, scores.slice(0, rows), new long[] {rows, 1}),
                    OnnxTensor.createTensor(environment, unlike.slice(0, rows * Features.COUNT), wide)));
        }
    }

    /** Loads a model from memory; its inputs and outputs must be the ones named here. */
    static OnnxInference load(byte[] model) throws ModelRefused {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(model, options());
            try {
                check(session);
                return new OnnxInference(environment, session);
            } catch (OrtException | ModelRefused e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelRefused(Why.RUNTIME, "the runtime does not load it", e);
        } catch (LinkageError e) {
            throw new ModelRefused(Why.RUNTIME, "there is no runtime for this machine", e);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setCPUArenaAllocator(false); // a small model needs no reserve
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static void check(OrtSession session) throws OrtException, ModelRefused {
        boolean isOurs = session.getInputInfo().size() == 1
                && session.getOutputInfo().size() == 2
                && isRows(session.getInputInfo().get(INPUT), Features.COUNT)
                && isRows(session.getOutputInfo().get(SCORE), 1)
                && isRows(session.getOutputInfo().get(UNLIKE), Features.COUNT);
        if (!isOurs) {
            throw new ModelRefused(
                    Why.SHAPE,
                    "not features[rows," + Features.COUNT + "] to score[rows,1] and unlike[rows," + Features.COUNT
                            + "]");
        }
    }

    private static boolean isRows(@Nullable NodeInfo node, int columns) {
        return node != null
                && node.getInfo() instanceof TensorInfo info
                && info.type == OnnxJavaType.FLOAT
                && info.getShape().length == 2
                && info.getShape()[0] == -1
                && info.getShape()[1] == columns;
    }

    @Override
    public void run(float[] vectors, int rows, float[] scored, float[] unlikeness) throws InferenceFailed {
        Batch batch =
                batches.stream().filter(fits -> fits.rows >= rows).findFirst().orElseThrow();
        features.put(0, vectors, 0, rows * Features.COUNT);
        scores.put(0, Float.NaN); // an output that is not written gives no score
        try {
            session.run(batch.inputs(), batch.outputs()).close();
            scores.get(0, scored, 0, rows);
            unlike.get(0, unlikeness, 0, rows * Features.COUNT);
        } catch (OrtException e) {
            throw new InferenceFailed("the runtime gave no answer", e);
        }
    }

    @Override
    public void close() {
        for (Batch batch : batches) {
            batch.features.close();
            batch.score.close();
            batch.unlike.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session is closed once", e);
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
