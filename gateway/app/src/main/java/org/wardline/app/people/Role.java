package org.wardline.app.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is here for. */
public enum Role {
    /** The patients of this ward. */
    NURSE,
    /** Patients: those of the beds that the account names, or of all beds where it names none. */
    PHYSICIAN,
    /** Devices, without knowing whose they are. */
    ENGINEER,
    /** The box and its people; no patient. */
    ADMINISTRATOR,
    /** Reads what others did. */
    AUDITOR;

    /** As files and pages write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether names of patients are nothing to them. */
    public boolean isKeptFromNames() {
        return switch (this) {
            case NURSE, PHYSICIAN -> false;
            case ENGINEER, ADMINISTRATOR, AUDITOR -> true;
        };
    }

    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }
}
