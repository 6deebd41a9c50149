package org.wardline.app.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens: {@code HOST:PORT}, {@code [::1]:PORT} for IPv6.
 *
 * @param host a name or an address, without brackets
 * @param port 0 takes a free one
 */
public record Address(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<six>[0-9a-fA-F:.]{2,45})]|(?<host>[A-Za-z0-9._-]{1,253})):(?<port>[0-9]{1,5})");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern FOUR = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    /** Reads one; empty when it is none. */
    static Optional<Address> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group("port"));
        String six = parts.group("six");
        String host = six == null ? parts.group("host") : six;
        boolean isWrongFour =
                DIGITS_AND_DOTS.matcher(host).matches() && !FOUR.matcher(host).matches();
        return port > MAX_PORT || isWrongFour ? Optional.empty() : Optional.of(new Address(host, port));
    }

    /** Whether only this machine reaches it. A name other than {@code localhost} is not looked up: it is beyond. */
    public boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("::1")
                || (host.startsWith("127.") && FOUR.matcher(host).matches());
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
