package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.wardline.app.config.GatewayConfig;
import org.wardline.buffer.LogStat;
import org.wardline.buffer.LogWriter;
import org.wardline.core.Ending;
import org.wardline.core.Now;
import org.wardline.sync.Counts;

/** How the gateway is, as the status page shows it: its parts and its figures, nothing of a patient. */
final class Report {
    private final GatewayConfig config;
    private final Condition condition;
    private final Ledger ledger;
    private final Supplier<Now> now;
    private final Advisors advisors;
    private final PullShelf shelf;

    Report(
            GatewayConfig config,
            Condition condition,
            Ledger ledger,
            Supplier<Now> now,
            Advisors advisors,
            PullShelf shelf) {
        this.config = config;
        this.condition = condition;
        this.ledger = ledger;
        this.now = now;
        this.advisors = advisors;
        this.shelf = shelf;
    }

    /** As it is now; the log's figures are read on the shelf's thread. */
    Future<JsonObject> of(List<RecordSystem> uplinks, LogWriter.Health health, boolean isKeyWeak) {
        return shelf.stat()
                .map(stat -> new JsonObject()
                        .put("version", Version.TEXT)
                        .put("ward", config.ward())
                        .put("state", condition.state())
                        .put("since", condition.sinceMs())
                        .put("reasons", new JsonArray(condition.reasons()))
                        .put("clock", now.get().wall().wireName())
                        .put("log", log(stat, health).put("weakKey", isKeyWeak))
                        .put("uplinks", uplinks(uplinks))
                        .put("models", models())
                        .put("messages", messages()));
    }

    private JsonObject log(LogStat stat, LogWriter.Health health) {
        return new JsonObject()
                .put("state", health.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("since", health.sinceMs())
                .put("entries", stat.last())
                .put("bytes", stat.fileBytes())
                .put("maxBytes", config.buffer().maxBytes())
                .put("damaged", stat.damaged())
                .put("quarantined", stat.quarantined());
    }

    private static JsonArray uplinks(List<RecordSystem> uplinks) {
        JsonArray all = new JsonArray();
        for (RecordSystem uplink : uplinks) {
            Counts counts = uplink.counts();
            all.add(new JsonObject()
                    .put("name", uplink.name())
                    .put("delivered", counts.delivered())
                    .put("held", counts.held())
                    .put("waiting", counts.waiting())
                    .put("troubled", !uplink.trouble().isEmpty()));
        }
        return all;
    }

    private JsonArray models() {
        JsonArray all = new JsonArray();
        advisors.states()
                .forEach((name, state) ->
                        all.add(new JsonObject().put("name", name).put("state", state)));
        return all;
    }

    private JsonObject messages() {
        JsonObject said = new JsonObject().put("received", ledger.received());
        for (Ending ending : Ending.values()) {
            said.put(ending.wireName(), ledger.count(ending));
        }
        return said.put("readings", ledger.readings()).put("alarms", ledger.alarms());
    }
}
