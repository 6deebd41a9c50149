package org.wardline.buffer;

import java.util.Arrays;

/** A message that no adapter could read, or the head of it, kept for a person to look at. */
public final class Quarantined {
    /** What is kept of a message. */
    public static final int MAX_HEAD_BYTES = 4 * 1024;

    private static final int MAX_TEXT = 512;

    private final long atWallMs;
    private final String topic;
    private final String reason;
    private final String detail;
    private final byte[] head;

    /**
     * Keeps what fits of a message.
     *
     * @param reason a countable word
     * @param detail for a person
     */
    public Quarantined(long atWallMs, String topic, String reason, String detail, byte[] message) {
        this.atWallMs = atWallMs;
        this.topic = cut(topic);
        this.reason = cut(reason);
        this.detail = cut(detail);
        this.head = Arrays.copyOf(message, Math.min(message.length, MAX_HEAD_BYTES));
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    public long atWallMs() {
        return atWallMs;
    }

    public String topic() {
        return topic;
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    /** The first bytes of the message. */
    public byte[] head() {
        return head.clone();
    }

    /** What it takes up. */
    int lengthBytes() {
        return head.length + topic.length() + reason.length() + detail.length();
    }

    byte[] toBytes() {
        return new Sink(lengthBytes() + 64)
                .u64(atWallMs)
                .text(topic)
                .text(reason)
                .text(detail)
                .raw(head)
                .toBytes();
    }

    static Quarantined of(byte[] bytes) {
        Source in = new Source(bytes);
        return new Quarantined(in.u64(), in.text(), in.text(), in.text(), in.raw(in.left()));
    }

    @Override
    public String toString() {
        return "quarantined message (" + reason + ")"; // never its bytes
    }
}
