package org.wardline.buffer;

/**
 * Who a patient is. In memory and sealed in the {@link IdentityVault}, nowhere else.
 *
 * @param familyName as it is written on the wristband
 * @param givenName may be empty
 * @param recordNumber the record system's own identifier (MRN)
 * @param birthDate {@code YYYY-MM-DD}, or empty
 */
public record Person(String familyName, String givenName, String recordNumber, String birthDate) {
    byte[] toBytes() {
        return new Sink(64)
                .text(familyName)
                .text(givenName)
                .text(recordNumber)
                .text(birthDate)
                .toBytes();
    }

    static Person of(byte[] bytes) {
        Source in = new Source(bytes);
        return new Person(in.text(), in.text(), in.text(), in.text());
    }

    @Override
    public String toString() {
        return "a person"; // never who: this may reach a log
    }
}
