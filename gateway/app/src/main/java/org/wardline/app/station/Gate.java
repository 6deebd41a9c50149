package org.wardline.app.station;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets nobody in who has no login (HTTP Basic, RFC 7617), but for what has a door of its own: health, and the pull
 * interface with its token.
 */
final class Gate implements Handler<RoutingContext> {
    private static final String BASIC = "Basic ";

    private final StationSettings.Login login;

    Gate(StationSettings.Login login) {
        this.login = login;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith("/health/") || path.startsWith("/fhir/")) {
            context.next();
            return;
        }
        Optional<String[]> said = said(context.request().getHeader("Authorization"));
        if (said.isEmpty()) {
            refuse(context);
            return;
        }
        var request = context.request().pause(); // its body waits until we know who asks
        login.mayEnter(said.get()[0], said.get()[1]).onComplete(answer -> {
            request.resume();
            if (answer.succeeded() && answer.result()) {
                context.next();
            } else {
                refuse(context);
            }
        });
    }

    private static Optional<String[]> said(@org.jspecify.annotations.Nullable String header) {
        if (header == null || !header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] pair =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
            String text = new String(pair, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new String[] {text.substring(0, colon), text.substring(colon + 1)});
        } catch (IllegalArgumentException _) { // no Base64: as good as nothing said
            return Optional.empty();
        }
    }

    private static void refuse(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Basic realm=\"Wardline\", charset=\"UTF-8\"");
        Answers.error(context, 401, "a login is needed", "");
    }
}
