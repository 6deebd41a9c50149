package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The ward as one JSON document, alarms taken, and what a station says of itself. */
final class StationApi {
    private final StationPorts ports;

    StationApi(StationPorts ports) {
        this.ports = ports;
    }

    void mount(Api api) {
        api.get("snapshot", Right.LOOK, ask -> Future.succeededFuture(snapshot(ask)));
        api.post("acknowledge", Right.CARE, this::acknowledge);
        api.pulse("station/alive", this::alive);
        api.pulse("station/saw", this::saw);
    }

    private JsonObject snapshot(Api.Ask ask) {
        JsonObject whole = ViewJson.whole(ports.view().get());
        return ask.caller().isKeptFromNames() ? ViewJson.nameless(whole) : whole;
    }

    private Future<JsonObject> acknowledge(Api.Ask ask) {
        Body body = ask.body();
        if (ask.who().isEmpty()) {
            throw new Body.Wrong("who", "must be text like " + Body.TEXT.pattern());
        }
        var act = new Acts.Acknowledgement(body.text("alarm"), version(body), body.name("station"), ask.who());
        return ports.acts()
                .acknowledge(act)
                .map(answer -> new JsonObject().put("result", answer.result()).put("by", answer.by()));
    }

    private Future<JsonObject> alive(Api.Ask ask) {
        Body body = ask.body();
        ports.acts().alive(body.name("station"), body.flag("visible"), body.flag("canSound"));
        return Future.succeededFuture(new JsonObject());
    }

    private Future<JsonObject> saw(Api.Ask ask) {
        Body body = ask.body();
        ports.acts().saw(body.name("station"), body.text("alarm"), version(body), body.flag("visible"));
        return Future.succeededFuture(new JsonObject());
    }

    private static int version(Body body) {
        return (int) body.whole("v", 1, Integer.MAX_VALUE);
    }
}
