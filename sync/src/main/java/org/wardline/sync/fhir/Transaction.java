package org.wardline.sync.fhir;

import java.util.List;

/** A transaction Bundle as bytes, and whose each of its entries is. */
public final class Transaction {
    /** In {@link #owners}: an entry that is no filing's own, but a patient's. */
    public static final int PATIENT = -1;

    private final byte[] body;
    private final List<Integer> owners;

    Transaction(byte[] body, List<Integer> owners) {
        this.body = body;
        this.owners = List.copyOf(owners);
    }

    /** The Bundle, UTF-8; not copied, nobody changes it. */
    public byte[] body() {
        return body;
    }

    /** For each entry the place of its filing in the batch, or {@link #PATIENT}. */
    public List<Integer> owners() {
        return owners;
    }

    @Override
    public String toString() {
        return "transaction of " + owners.size() + " entries, " + body.length + " bytes"; // never the body
    }
}
