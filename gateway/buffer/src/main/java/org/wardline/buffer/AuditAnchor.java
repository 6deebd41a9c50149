package org.wardline.buffer;

/**
 * How far an audit trail reaches, noted in another place (the sealed log's state): what is cut off the trail's end is missed there.
 *
 * @param first number of the oldest line that must be there
 * @param last number of the newest
 * @param hash of the chain up to it, hex
 */
public record AuditAnchor(long first, long last, String hash) {
    /** The name of the state. */
    public static final String STATE = "audit";

    static final AuditAnchor NONE = new AuditAnchor(1, 0, "");

    public byte[] bytes() {
        return new Sink(96).u64(first).u64(last).text(hash).toBytes();
    }

    public static AuditAnchor of(byte[] bytes) {
        Source in = new Source(bytes);
        return new AuditAnchor(in.u64(), in.u64(), in.text());
    }
}
