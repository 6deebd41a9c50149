package org.wardline.app.station;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did or tried, for the audit trail. Holds names of beds, alarms, devices and accounts, never of patients.
 *
 * @param account the name that was signed in with; empty for nobody
 * @param role empty for nobody
 * @param station as the page calls itself
 * @param act the endpoint, such as {@code beds/:bed/admit}
 * @param subject what it was done to
 * @param old what was so before, where the endpoint tells
 * @param now what is so now
 * @param result the status, and what the endpoint said came of it
 */
public record Deed(
        String account,
        String role,
        String station,
        String act,
        String subject,
        String old,
        String now,
        String result) {

    /** What is known while an endpoint works; kept with the request. */
    static final class Draft {
        private static final String KEY = "deed";
        private static final Pattern THING = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
        private static final List<String> THINGS = List.of("alarm", "bed", "device", "to");

        private final Api.Endpoint endpoint;
        private final List<String> subject = new ArrayList<>();
        private Caller caller = Caller.NOBODY;
        private String station = "";
        private String old = "";
        private String now = "";

        private Draft(Api.Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        static Draft of(RoutingContext context, Api.Endpoint endpoint) {
            Draft draft = new Draft(endpoint);
            context.pathParams().forEach((name, value) -> draft.about(name, value));
            context.put(KEY, draft);
            return draft;
        }

        static @Nullable Draft in(RoutingContext context) {
            return context.get(KEY);
        }

        void said(Body body) {
            for (String thing : THINGS) {
                text(body, thing).ifPresent(value -> about(thing, value));
            }
            station = text(body, "station").orElse("");
        }

        private static Optional<String> text(Body body, String field) {
            return body.json().getValue(field) instanceof String text ? Optional.of(text) : Optional.empty();
        }

        void about(String kind, String name) {
            String thing = kind + " " + name;
            if (THING.matcher(name).matches() && !subject.contains(thing)) {
                subject.add(thing);
            }
        }

        void by(Caller somebody) {
            caller = somebody;
        }

        void changed(String before, String after) {
            old = before;
            now = after;
        }

        Api.Endpoint endpoint() {
            return endpoint;
        }

        /** That it is about to be done: what became of it stands in a line of its own, or, where that is missing, is not known. */
        Deed begun() {
            return deed("begun");
        }

        Deed ended(int status, JsonObject answer) {
            return deed(status + (answer.getValue("result") instanceof String text ? " " + text : ""));
        }

        private Deed deed(String result) {
            String place = THING.matcher(station).matches() ? station : "";
            String act = endpoint.path().substring(Api.PATH.length());
            return new Deed(
                    caller.account(),
                    caller.role(),
                    place,
                    endpoint.method().equals("GET") ? "read " + act : act,
                    String.join(" ", subject),
                    old,
                    now,
                    result);
        }
    }
}
