package org.wardline.models;

/** A model that is not loaded, and why: the ward goes on without it. */
public final class ModelRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong with it. */
    public enum Why {
        /** A file is missing or cannot be read. */
        MISSING,
        /** A file is larger than the bound. */
        TOO_LARGE,
        /** The manifest cannot be read or lacks something. */
        MANIFEST,
        /** The bytes are not those the manifest names. */
        HASH,
        /** No ONNX, data outside the file, or an operation that is not allowed. */
        CONTENT,
        /** Inputs, outputs or features are not those of this gateway. */
        SHAPE,
        /** It does not give what its golden rows say. */
        GOLDEN,
        /** The runtime cannot load it. */
        RUNTIME,
        /** It took the process down before. */
        BARRED
    }

    private final Why why;

    ModelRefused(Why why, String detail) {
        super(why + ": " + detail);
        this.why = why;
    }

    ModelRefused(Why why, String detail, Throwable cause) {
        super(why + ": " + detail, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
