package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.wardline.core.DevicesView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;

/**
 * Devices, and the tray of what waits for a person. Who looks after devices alone sees no value of any patient: held values,
 * samples and bytes are for those who care for patients.
 */
final class DevicesApi {
    /** Items of a list of the tray. */
    static final int MAX_ITEMS = 200;

    private final Patients patients;

    DevicesApi(Patients patients) {
        this.patients = patients;
    }

    void mount(Api api) {
        api.get("devices", Right.TRAY, _ -> patients.devices().map(DevicesApi::devices));
        api.get("tray", Right.TRAY, this::tray);
        api.post("tray/retry", Right.TRAY, this::retry);
    }

    private Future<JsonObject> retry(Api.Ask ask) {
        return patients.retry(ask.body().name("uplink"), ask.body().whole("number", 1, Long.MAX_VALUE))
                .map(isThere -> new JsonObject().put("result", isThere ? "ok" : "unknown"));
    }

    private static JsonObject devices(DevicesView view) {
        JsonArray all = new JsonArray();
        for (DevicesView.Device device : view.devices()) {
            JsonObject json = new JsonObject()
                    .put("device", device.device().name())
                    .put("linked", device.isLinked())
                    .put("listed", device.isListed())
                    .put("received", device.receivedMs())
                    .put("measured", device.measuredMs())
                    .put("offset", device.offsetMs())
                    .put("clock", device.quality())
                    .put("reject", device.reject())
                    .put("rejected", device.rejectMs())
                    .put("signs", new JsonObject(new TreeMap<>(device.signs())))
                    .put("via", new JsonArray(device.via()));
            device.bed().map(BedId::name).ifPresent(bed -> json.put("bed", bed));
            if (!Double.isNaN(device.batteryPercent())) {
                json.put("battery", device.batteryPercent());
            }
            all.add(json);
        }
        return new JsonObject().put("devices", all);
    }

    private Future<JsonObject> tray(Api.Ask ask) {
        boolean isCare = ask.caller().may(Right.CARE);
        return patients.devices()
                .compose(view -> patients.waiting()
                        .map(waiting -> new JsonObject()
                                .put("held", held(view, isCare))
                                .put("heldMore", Math.max(0, view.held().size() - MAX_ITEMS))
                                .put("unmapped", unmapped(waiting, isCare))
                                .put("unmappedMore", waiting.unmappedMore())
                                .put("quarantine", quarantine(waiting, isCare))
                                .put("refused", refused(waiting.refused()))
                                .put("unnamed", refused(waiting.unnamed()))));
    }

    private static JsonArray held(DevicesView view, boolean isCare) {
        JsonArray all = new JsonArray();
        view.held().stream().limit(MAX_ITEMS).forEach(item -> {
            JsonObject json = new JsonObject()
                    .put("device", item.device().name())
                    .put("from", item.fromMs())
                    .put("to", item.toMs());
            item.bed().map(BedId::name).ifPresent(bed -> json.put("bed", bed));
            Optional.of(item.count()).filter(count -> count >= 0).ifPresent(count -> json.put("count", count));
            if (isCare) {
                JsonObject values = new JsonObject();
                item.last().stream()
                        .filter(Measurement::hasValue)
                        .forEach(value -> values.put(value.sign().shortName(), value.value()));
                json.put("values", values);
            }
            all.add(json);
        });
        return all;
    }

    private static JsonArray unmapped(Patients.Waiting waiting, boolean isCare) {
        JsonArray all = new JsonArray();
        for (Patients.Unmapped code : waiting.unmapped()) {
            JsonObject json = new JsonObject()
                    .put("key", code.key())
                    .put("count", code.count())
                    .put("device", code.device())
                    .put("last", code.lastMs());
            all.add(isCare ? json.put("sample", code.sample()) : json);
        }
        return all;
    }

    private static JsonArray quarantine(Patients.Waiting waiting, boolean isCare) {
        JsonArray all = new JsonArray();
        for (Patients.Quarantine message : waiting.quarantined()) {
            JsonObject json = new JsonObject()
                    .put("at", message.atMs())
                    .put("topic", message.topic())
                    .put("reason", message.reason())
                    .put("detail", message.detail());
            all.add(isCare ? json.put("head", message.head()) : json);
        }
        return all;
    }

    private static JsonArray refused(List<Patients.Refused> entries) {
        JsonArray all = new JsonArray();
        entries.stream()
                .limit(MAX_ITEMS)
                .forEach(entry -> all.add(new JsonObject()
                        .put("uplink", entry.uplink())
                        .put("device", entry.device())
                        .put("number", entry.number())
                        .put("count", entry.count())
                        .put("reason", entry.reason())));
        return all;
    }
}
