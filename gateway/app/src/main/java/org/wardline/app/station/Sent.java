package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * A file in place of a JSON answer. An endpoint gives {@link #instead} of its answer; all that stands before an answer (who may,
 * what is noted) is the same.
 *
 * @param name that a browser keeps it under
 */
record Sent(String type, String name, Buffer content) {
    private static final String KEY = Sent.class.getName();

    /** Sends this file, once the endpoint's answer is sent. */
    Future<JsonObject> instead(Api.Ask ask) {
        ask.context().put(KEY, this);
        return Future.succeededFuture(new JsonObject());
    }

    /** Sends the file that an endpoint gave; false when it gave none. */
    static boolean isSent(RoutingContext context) {
        if (!(context.get(KEY) instanceof Sent file)) {
            return false;
        }
        var _ = context.response()
                .putHeader("Content-Type", file.type)
                .putHeader("Content-Disposition", "attachment; filename=\"" + file.name + "\"")
                .putHeader("Cache-Control", "no-store")
                .end(file.content); // a client that is gone does not hear it
        return true;
    }
}
