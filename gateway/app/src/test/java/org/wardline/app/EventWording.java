package org.wardline.app;

import org.wardline.core.Wording;

/** The house's own wording, for tests of other packages. */
public final class EventWording {
    private EventWording() {}

    public static Wording of() {
        return Parts.wording();
    }
}
