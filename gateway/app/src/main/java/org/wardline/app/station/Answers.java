package org.wardline.app.station;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The forms of an answer. */
final class Answers {
    private Answers() {}

    static void json(RoutingContext context, int status, String json) {
        if (context.response().ended() || context.response().closed()) {
            return; // answered already, by a timeout
        }
        if (status == 200 && Sent.isSent(context)) {
            return;
        }
        var _ = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(json); // a client that is gone does not hear it
    }

    /** Without a point where it is whole. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /**
     * Says what is wrong and where.
     *
     * @param field of the body or the head, or empty
     */
    static void error(RoutingContext context, int status, String error, String field) {
        json(
                context,
                status,
                new JsonObject().put("error", error).put("field", field).encode());
    }
}
