package org.wardline.models;

/** Runs rows of features through a loaded model. Used by one thread at a time. */
interface Inference extends AutoCloseable {
    /** Rows in one run at most. */
    int MAX_ROWS = 64;

    /**
     * Scores {@code rows} vectors laid one after the other.
     *
     * @param unlike receives {@link Features#COUNT} a row
     */
    void run(float[] features, int rows, float[] scores, float[] unlike) throws InferenceFailed;

    @Override
    void close();

    /** The model did not give an answer. */
    final class InferenceFailed extends Exception {
        private static final long serialVersionUID = 1L;

        InferenceFailed(String detail, Throwable cause) {
            super(detail, cause);
        }
    }
}
