package org.wardline.models.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Which people a model is made from, which it is tuned on, and which it never saw. By person, never by row. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    private static final double TWO_TO_32 = 4_294_967_296.0;

    /** The side of a person: the first 32 bits of SHA-256 over {@code collection:person}, as a share of one. */
    static Split of(Dataset dataset, String person) {
        double share = share(dataset.label() + ":" + person);
        if (share < dataset.trainShare()) {
            return TRAIN;
        }
        return share < dataset.trainShare() + dataset.validationShare() ? VALIDATION : TEST;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double share(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long first = ((hash[0] & 0xFFL) << 24)
                    | ((hash[1] & 0xFFL) << 16)
                    | ((hash[2] & 0xFFL) << 8)
                    | (hash[3] & 0xFFL);
            return first / TWO_TO_32;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
