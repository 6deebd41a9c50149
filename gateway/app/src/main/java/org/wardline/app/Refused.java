package org.wardline.app;

/** A configuration that is well-formed but cannot be run: one line that names the key and what is allowed. */
public final class Refused extends Exception {
    private final String line;

    public Refused(String line) {
        super(line);
        this.line = line;
    }

    /** What to print. */
    public String line() {
        return line;
    }
}
