package org.wardline.sync.fhir;

import java.util.Locale;
import java.util.Optional;

/** Where patients come from. */
public enum Patients {
    /** The record system knows them; one it does not know is held. */
    EXPECT,
    /** One it does not know is made there, with nothing but the identifier. */
    CREATE;

    /** As it is written in the configuration. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The way written so. */
    public static Optional<Patients> find(String wireName) {
        for (Patients each : values()) {
            if (each.wireName().equals(wireName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
