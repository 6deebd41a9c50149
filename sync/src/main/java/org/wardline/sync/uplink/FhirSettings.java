package org.wardline.sync.uplink;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wardline.sync.fhir.Patients;

/**
 * Where and how a FHIR server is spoken to.
 *
 * @param url the server's base
 * @param tokenFile a file with a bearer token, read when it is needed
 * @param ca PEM certificates to trust instead of the system's
 * @param timeoutMs for one request, from connecting to the last byte received
 */
public record FhirSettings(URI url, Patients patients, Optional<Path> tokenFile, Optional<Path> ca, long timeoutMs) {
    /** What a request may take if nothing else is said. */
    public static final long TIMEOUT_MS = 30_000;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    public FhirSettings {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost() == null ? "" : url.getHost();
        boolean isTls = scheme.equals("https");
        if (host.isEmpty() || !(isTls || scheme.equals("http")) || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a record system's url is http(s)://HOST[:PORT]/PATH");
        }
        if (tokenFile.isPresent() && !isTls && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException("a token is sent over https only");
        }
    }

    /** Settings without token and private certificates. */
    public static FhirSettings of(URI url, Patients patients) {
        return new FhirSettings(url, patients, Optional.empty(), Optional.empty(), TIMEOUT_MS);
    }

    boolean isTls() {
        return url.getScheme().equalsIgnoreCase("https");
    }
}
