package org.wardline.sync.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.wardline.sync.Identifier;

/** FHIR search text. */
final class Search {
    private Search() {}

    /**
     * {@code identifier=system|value}, as in {@code If-None-Exist} and conditional references: what the search grammar keeps
     * for itself is escaped with a backslash (FHIR R4, 3.1.1.4.19), then all is percent-encoded.
     */
    static String byIdentifier(Identifier identifier) {
        String token = escaped(identifier.system()) + '|' + escaped(identifier.value());
        return "identifier=" + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace(",", "\\,")
                .replace("$", "\\$");
    }
}
