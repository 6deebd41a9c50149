package org.wardline.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Reading;

/**
 * Names of what is filed, the same at every retry, so that a retry finds what an earlier try has filed.
 *
 * <pre>
 * urn:wardline:reading   hash of  device|sign|measured time in ms|seq     seq: decimal, nothing where there is none
 * urn:wardline:minute    hash of  bed|sign|minute                         minute: whole minutes since 1970, decimal
 * urn:wardline:entered   hash of  stay|sign|seen in ms|entered in ms|account
 * </pre>
 *
 * The hash is the first 32 hex digits (lower case) of SHA-256 over the UTF-8 text. A sign is its nomenclature name
 * ({@code heart_rate}), a blood pressure that of its panel ({@code nibp}). What is filed again after a correction has
 * {@code |c} and the number of the correction at the end: the withdrawn one keeps its own name.
 */
public final class Identity {
    /** The system of single readings. */
    public static final String READING = "urn:wardline:reading";
    /** The system of one value a minute. */
    public static final String MINUTE = "urn:wardline:minute";
    /** The system of what people entered. */
    public static final String ENTERED = "urn:wardline:entered";
    /** The system of people's accounts. */
    public static final String ACCOUNT = "urn:wardline:account";
    /** The system of devices. */
    public static final String DEVICE = "urn:wardline:device";

    static final long MINUTE_MS = 60_000;
    private static final int HASH_BYTES = 16;

    private Identity() {}

    /** The identifier of one sign of one reading. */
    public static Identifier ofReading(Reading reading, String sign, int correction) {
        String seq = reading.hasSeq() ? Long.toString(reading.seq()) : "";
        String text = reading.device().name() + '|' + sign + '|' + reading.measuredAtMs() + '|' + seq;
        return new Identifier(READING, hash(text, correction));
    }

    /** The identifier of one sign in one minute of a bed. */
    public static Identifier ofMinute(BedId bed, String sign, long measuredAtMs, int correction) {
        String text = bed.name() + '|' + sign + '|' + Math.floorDiv(measuredAtMs, MINUTE_MS);
        return new Identifier(MINUTE, hash(text, correction));
    }

    /** The identifier of one sign that a person entered. */
    static Identifier ofEntered(Entered it, String sign) {
        String text = it.stay().name() + '|' + sign + '|' + it.seenMs() + '|' + it.enteredMs() + '|';
        return new Identifier(ENTERED, hash(text + it.by().account(), 0));
    }

    private static String hash(String text, int correction) {
        String whole = correction == 0 ? text : text + "|c" + correction;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
