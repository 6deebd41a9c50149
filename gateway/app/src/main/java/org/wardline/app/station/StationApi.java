package org.wardline.app.station;

import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The acts of people, and the ward as one JSON document. A body is small, is JSON, and each wrong field is named. */
final class StationApi {
    /** No act needs more than a tenth of it. */
    static final int MAX_BODY_BYTES = 4_096;

    /** Storing takes a second; after this the page must not wait on and says {@code Not saved}. */
    static final long ACT_MS = 5_000;

    static final int MAX_TEXT = 200;
    private static final Pattern STATION = Pattern.compile("[A-Za-z0-9._-]{1,64}"); // wire.md
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1," + MAX_TEXT + "}");

    private final StationPorts ports;
    private final long actMs;

    StationApi(StationPorts ports, long actMs) {
        this.ports = ports;
        this.actMs = actMs;
    }

    void mount(Router router) {
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        router.get("/api/snapshot")
                .handler(context -> Answers.json(
                        context, 200, ViewJson.whole(ports.view().get()).encode()));
        router.post("/api/acknowledge").handler(bodies).handler(with(this::acknowledge));
        router.post("/api/station/alive").handler(bodies).handler(with(this::alive));
        router.post("/api/station/saw").handler(bodies).handler(with(this::saw));
        router.route("/api/*").handler(context -> Answers.error(context, 404, "there is nothing here", ""));
    }

    private void acknowledge(RoutingContext context, JsonObject body) {
        var act = new Acts.Acknowledgement(
                text(body, "alarm", TEXT), version(body), text(body, "station", STATION), text(body, "who", TEXT));
        var _ = ports.acts()
                .acknowledge(act)
                .timeout(actMs, TimeUnit.MILLISECONDS)
                .onSuccess(answer -> Answers.json(
                        context,
                        200,
                        new JsonObject()
                                .put("result", answer.result())
                                .put("by", answer.by())
                                .encode()))
                .onFailure(_ -> Answers.error(context, 503, "not stored, try again", ""));
    }

    private void alive(RoutingContext context, JsonObject body) {
        ports.acts().alive(text(body, "station", STATION), flag(body, "visible"), flag(body, "canSound"));
        Answers.json(context, 200, "{}");
    }

    private void saw(RoutingContext context, JsonObject body) {
        ports.acts()
                .saw(text(body, "station", STATION), text(body, "alarm", TEXT), version(body), flag(body, "visible"));
        Answers.json(context, 200, "{}");
    }

    /** What is done with a body once it is read. */
    private interface Act {
        void on(RoutingContext context, JsonObject body);
    }

    private static Handler<RoutingContext> with(Act act) {
        return context -> {
            String type = context.request().getHeader("Content-Type");
            if (type == null || !type.startsWith("application/json")) { // a form of another site cannot send this type
                Answers.error(context, 415, "a body is application/json", "Content-Type");
                return;
            }
            try {
                JsonObject body = context.body().asJsonObject();
                act.on(context, body == null ? new JsonObject() : body);
            } catch (DecodeException | ClassCastException notJson) {
                Answers.error(context, 400, "the body is not a JSON object", "");
            } catch (WrongField wrong) {
                Answers.error(context, 400, wrong.allowed, wrong.field);
            }
        };
    }

    private static String text(JsonObject body, String field, Pattern allowed) {
        if (body.getValue(field) instanceof String text && allowed.matcher(text).matches()) {
            return text;
        }
        throw new WrongField(field, "must be text like " + allowed.pattern());
    }

    private static int version(JsonObject body) {
        if (body.getValue("v") instanceof Integer version && version > 0) {
            return version;
        }
        throw new WrongField("v", "must be a whole number from 1");
    }

    private static boolean flag(JsonObject body, String field) {
        if (body.getValue(field) instanceof Boolean is) {
            return is;
        }
        throw new WrongField(field, "must be true or false");
    }

    /** A field that is not what it must be. */
    private static final class WrongField extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String field;
        private final String allowed;

        WrongField(String field, String allowed) {
            super(field, null, false, false);
            this.field = field;
            this.allowed = allowed;
        }
    }
}
