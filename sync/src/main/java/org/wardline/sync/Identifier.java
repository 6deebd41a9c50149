package org.wardline.sync;

/** A business identifier: a system and a value unique in it. */
public record Identifier(String system, String value) {
    @Override
    public String toString() {
        return "identifier in " + system; // never the value: it may be a patient's
    }
}
