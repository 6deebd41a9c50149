package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.sync.fhir.FhirQuery;
import org.wardline.sync.fhir.FhirSearch;

/**
 * The record system pulls: {@code /fhir/metadata} and {@code /fhir/Observation}, read-only, behind a bearer token. A page's
 * {@code next} link is a place in the log, so it stays good whatever is stored meanwhile.
 */
public final class FhirPull {
    private static final String JSON = "application/fhir+json; charset=utf-8";
    private static final String BEARER = "Bearer ";
    private static final String ANOTHER_LOG =
            "this next link is of a log that is here no more: begin again by _lastUpdated";

    private final byte[] token;
    private final String version;
    private final Shelf shelf;
    private final long startedMs;

    /** Where observations are. */
    @FunctionalInterface
    public interface Shelf {
        /** A page; comes later, since it reads the disk. Empty: the place to go on from is in no log of ours. */
        Future<Optional<Page>> page(FhirQuery query);
    }

    /**
     * Some observations, in the order in which they were stored.
     *
     * @param next the number after which the next page goes on; empty at the end
     */
    public record Page(List<FhirSearch.Found> found, Optional<Long> next) {
        public Page {
            found = List.copyOf(found);
        }
    }

    public FhirPull(String token, String version, Shelf shelf, long startedMs) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.version = version;
        this.shelf = shelf;
        this.startedMs = startedMs;
    }

    /** Its routes, to be mounted at {@code /fhir}. */
    public Router routes(Vertx vertx) {
        Router routes = Router.router(vertx);
        routes.get("/metadata").handler(request -> answer(request, 200, FhirSearch.capabilities(version, startedMs)));
        routes.get("/Observation").handler(this::search);
        routes.route()
                .handler(request -> answer(
                        request,
                        404,
                        FhirSearch.problem("not-found", "only metadata and Observation are here, to be read")));
        return routes;
    }

    private void search(RoutingContext request) {
        if (!isLet(request)) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            answer(request, 401, FhirSearch.problem("login", "a bearer token is needed"));
            return;
        }
        Map<String, List<String>> parameters = new HashMap<>();
        request.queryParams()
                .forEach((name, value) ->
                        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        switch (FhirQuery.parse(parameters)) {
            case FhirQuery.Wrong wrong -> answer(request, 400, FhirSearch.problem("invalid", wrong.why()));
            case FhirQuery.Asked asked ->
                shelf.page(asked.query())
                        .onSuccess(page -> page.ifPresentOrElse(
                                found -> answer(request, 200, bundle(request, asked.query(), found)),
                                () -> answer(request, 410, FhirSearch.problem("expired", ANOTHER_LOG))))
                        .onFailure(_ ->
                                answer(request, 503, FhirSearch.problem("transient", "the log cannot be read now")));
        }
    }

    /** Compared in constant time, so that an answer's speed tells nothing. */
    private boolean isLet(RoutingContext request) {
        String said = request.request().getHeader("Authorization");
        return said != null
                && said.startsWith(BEARER)
                && MessageDigest.isEqual(said.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token);
    }

    private static byte[] bundle(RoutingContext request, FhirQuery query, Page page) {
        String base = request.request().scheme() + "://" + request.request().authority() + "/fhir";
        Optional<String> next = page.next().map(after -> base + "/Observation?" + parameters(query, after));
        return FhirSearch.page(page.found(), base, request.request().absoluteURI(), next);
    }

    private static String parameters(FhirQuery query, long after) {
        String count = "_count=" + query.count() + "&" + FhirQuery.AFTER + "=" + after;
        String from = query.fromMs() == Long.MIN_VALUE ? "" : "&_lastUpdated=ge" + time(query.fromMs());
        String before = query.beforeMs() == Long.MAX_VALUE ? "" : "&_lastUpdated=lt" + time(query.beforeMs());
        return count + from + before;
    }

    private static String time(long wallMs) {
        return org.wardline.app.wire.WireTime.of(wallMs);
    }

    private static void answer(RoutingContext request, int status, byte[] body) {
        var _ = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", JSON)
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body)); // a client that left wants nothing
    }
}
