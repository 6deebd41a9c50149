package org.wardline.app;

/** Which Wardline this is. */
public final class Version {
    /** As the poms have it. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
