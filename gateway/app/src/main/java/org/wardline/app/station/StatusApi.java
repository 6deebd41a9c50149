package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** How the gateway is, for whoever stands before a screen. Nothing of a patient. */
final class StatusApi {
    private final House house;
    private final Stream stream;
    private final StationPorts ports;

    StatusApi(House house, Stream stream, StationPorts ports) {
        this.house = house;
        this.stream = stream;
        this.ports = ports;
    }

    void mount(Api api) {
        api.get("status", Right.LOOK, _ -> status());
    }

    private Future<JsonObject> status() {
        int pages = stream.listeners();
        return house.status()
                .get()
                .map(said -> said.copy()
                        .put("pages", pages)
                        .put("wall", ports.wallMs().getAsLong())
                        .put(
                                "viewAgeMs",
                                Math.max(
                                        0,
                                        ports.monotonicMs().getAsLong()
                                                - ports.view().get().atMs())));
    }
}
