package org.wardline.buffer;

/** Why an entry behind a consumer's cursor is not done yet. */
public enum Hold {
    /** A person has to do something first. */
    HELD(0),
    /** To be tried again. */
    RETRY(1),
    /** To be taken back where it was filed. */
    WITHDRAWN(2);

    private final int code;

    Hold(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Hold of(int code) {
        for (Hold hold : values()) {
            if (hold.code == code) {
                return hold;
            }
        }
        throw new Source.Malformed("a hold of code " + code);
    }
}
