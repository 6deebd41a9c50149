package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.wardline.buffer.AuditLine;

/** The audit trail, page by page, the newest first. To read it is an act as well. */
final class AuditApi {
    /** Lines of a page. */
    static final int MAX_LINES = 200;

    private static final int LINES = 50;

    private final Trail trail;

    AuditApi(Trail trail) {
        this.trail = trail;
    }

    void mount(Api api) {
        api.get("audit", Right.AUDIT, this::lines);
    }

    private Future<JsonObject> lines(Api.Ask ask) {
        long before = ask.query("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
        int max = (int) ask.query("max", 1, MAX_LINES, LINES);
        return trail.before(before, max).map(AuditApi::json);
    }

    private static JsonObject json(List<AuditLine> lines) {
        JsonArray all = new JsonArray();
        for (AuditLine line : lines) {
            all.add(new JsonObject()
                    .put("number", line.number())
                    .put("wall", line.wallMs())
                    .put("clock", line.clock())
                    .put("who", line.who())
                    .put("role", line.role())
                    .put("station", line.station())
                    .put("act", line.act())
                    .put("subject", line.subject())
                    .put("old", line.old())
                    .put("new", line.now())
                    .put("result", line.result()));
        }
        return new JsonObject().put("lines", all);
    }
}
