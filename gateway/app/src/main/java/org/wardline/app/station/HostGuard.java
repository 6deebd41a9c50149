package org.wardline.app.station;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other sites out: DNS rebinding by the Host header, cross-site acts by the Origin header.
 *
 * <p>421 for a host that is not ours (RFC 9110, section 15.5.20), 403 for an act from another origin.
 */
final class HostGuard implements Handler<RoutingContext> {
    private final boolean isOpen;
    private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "::1"));

    HostGuard(StationSettings settings) {
        isOpen = settings.isOpen();
        hosts.add(settings.host().toLowerCase(Locale.ROOT));
        settings.names().forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void handle(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (authority == null || !(isOpen || hosts.contains(authority.host().toLowerCase(Locale.ROOT)))) {
            Answers.error(context, 421, "this gateway is not called so", "Host");
        } else if (isAct(context) && !isSameOrigin(context, authority)) {
            Answers.error(context, 403, "acts come from the station's own page", "Origin");
        } else {
            context.next();
        }
    }

    private static boolean isAct(RoutingContext context) {
        return !context.request().method().equals(HttpMethod.GET)
                && !context.request().method().equals(HttpMethod.HEAD);
    }

    private static boolean isSameOrigin(RoutingContext context, HostAndPort authority) {
        String origin = context.request().getHeader("Origin"); // absent: not a browser
        String host = context.request().getHeader("Host");
        String ours = context.request().scheme() + "://" + (host == null ? authority.toString() : host);
        return origin == null || origin.equalsIgnoreCase(ours);
    }
}
