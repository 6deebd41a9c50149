package org.wardline.app.station;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the station listens.
 *
 * @param port 0 for any free one
 * @param isOpen whether strangers' names for this machine are answered too; without it the Host header must name loopback,
 *     {@code host} or one of {@code names}, so that a page of another site cannot reach the station under its own name
 * @param names other names of this machine
 * @param tls absent: plain HTTP
 * @param login who may look and act, by HTTP Basic (RFC 7617); absent: nobody is asked
 */
public record StationSettings(
        String host, int port, boolean isOpen, Set<String> names, Optional<Tls> tls, Optional<Login> login) {

    /** PEM files: the chain, its key, and who signed the clients' certificates where they must show one. */
    public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}

    /** Who may enter. */
    @FunctionalInterface
    public interface Login {
        /** Whether a name and password may; hashing takes its time, so the answer comes later, on the asker's context. */
        Future<Boolean> mayEnter(String name, String password);
    }

    /** Plain HTTP, nobody is asked. */
    public StationSettings(String host, int port, boolean isOpen, Set<String> names) {
        this(host, port, isOpen, names, Optional.empty(), Optional.empty());
    }

    public StationSettings {
        names = Set.copyOf(names);
    }

    /** On the loopback interface alone. */
    public static StationSettings loopback(int port) {
        return new StationSettings("127.0.0.1", port, false, Set.of());
    }
}
