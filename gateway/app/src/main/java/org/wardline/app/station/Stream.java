package org.wardline.app.station;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * The stream of server-sent events to the open pages.
 *
 * <p>Events: {@code ward} (all of it, always the first), {@code beds} (the ward's head and the beds that changed),
 * {@code alarm} (one change, for announcing), {@code wave} (a chunk), {@code beat} (every second: both clocks, and how old the
 * newest view is), {@code dropped} (the last: why). Values go out at most every {@link #PACE_MS}; a view with other alarms than the last goes
 * out at once. Lives on the station's context.
 */
final class Stream {
    static final long PACE_MS = 250;
    static final long BEAT_MS = 1_000;

    /** Pages at once. A ward has a handful; the rest is a mistake or an attack. */
    static final int MAX_LISTENERS = 64;

    /** What a page that opens gets of each wave: a sweep. */
    static final long RECENT_MS = 8_000;

    static final int MAX_RECENT = 256;
    static final int MAX_RECENT_CHUNKS = 64;

    private final Vertx vertx;
    private final StationPorts ports;
    private final String release;
    private final Set<Listener> listeners = new HashSet<>();
    private final Map<String, String> sentBeds = new LinkedHashMap<>();
    private final Map<String, Deque<Waveform>> recent = new LinkedHashMap<>();
    private WardView sent;
    private long sentAtMs;
    private boolean isTimed;
    private volatile boolean isWatched;

    Stream(Vertx vertx, StationPorts ports, String release) {
        this.vertx = vertx;
        this.ports = ports;
        this.release = release;
        this.sent = ports.view().get();
    }

    void start() {
        vertx.setPeriodic(BEAT_MS, _ -> toAll(event("beat", beat().encode())));
    }

    /** One more page, unless there are too many. */
    void join(RoutingContext context, boolean isNameless) {
        listeners.removeIf(Listener::isGone);
        if (listeners.size() >= MAX_LISTENERS) {
            Answers.error(context, 503, "too many stations are open", "");
            return;
        }
        String waves = context.request().getParam("waves", "all");
        String station = context.request().getParam("station", "");
        boolean isNamed = Body.NAME.matcher(station).matches();
        Listener listener = new Listener(vertx, context.response(), waves, isNamed ? station : "", isNameless);
        context.response().closeHandler(_ -> left(listener));
        listeners.add(listener);
        isWatched = true;
        JsonObject whole =
                ViewJson.whole(ports.view().get()).put("release", release).mergeIn(beat());
        listener.send(event("ward", (isNameless ? ViewJson.nameless(whole) : whole).encode()));
        ports.view().get().beds().stream()
                .map(WardView.Bed::bed)
                .filter(bed -> listener.wantsWavesOf(bed.name()))
                .forEach(bed -> recentOf(bed).forEach(wave -> listener.send(waveEvent(bed, wave))));
    }

    /** A stream is closed; a station that has no other is lost at once, rather than when its heartbeat is missed. */
    private void left(Listener listener) {
        listeners.remove(listener);
        listeners.removeIf(Listener::isGone);
        isWatched = !listeners.isEmpty();
        String station = listener.station();
        if (!station.isEmpty()
                && listeners.stream().noneMatch(other -> other.station().equals(station))) {
            ports.acts().lost(station);
        }
    }

    /** Whether anybody listens; any thread may ask. */
    boolean isWatched() {
        return isWatched;
    }

    /** A newer view is there. */
    void changed() {
        if (listeners.isEmpty()) {
            return; // who comes gets all of it
        }
        long waitMs = sentAtMs + PACE_MS - ports.monotonicMs().getAsLong();
        if (waitMs <= 0 || !alarmsOf(ports.view().get()).equals(alarmsOf(sent))) {
            sendChanges();
        } else if (!isTimed) {
            isTimed = true;
            vertx.setTimer(waitMs, _ -> {
                isTimed = false;
                sendChanges();
            });
        }
    }

    void alarm(AlarmChange change) {
        if (listeners.isEmpty()) {
            return;
        }
        toAll(event(
                "alarm",
                new JsonObject(new LinkedHashMap<>(change.fields()))
                        .put("change", change.change())
                        .encode()));
    }

    void waveform(BedId bed, Waveform wave) {
        remember(bed, wave);
        if (listeners.stream().anyMatch(listener -> listener.wantsWavesOf(bed.name()))) {
            Buffer event = waveEvent(bed, wave);
            listeners.stream()
                    .filter(listener -> listener.wantsWavesOf(bed.name()))
                    .forEach(to -> to.send(event));
        }
    }

    /** So that a page that opens shows waves at once. Bounded in time, and by the beds and waves that there are. */
    private void remember(BedId bed, Waveform wave) {
        String key = bed.name() + ' ' + wave.sign().name();
        if (recent.containsKey(key) || recent.size() < MAX_RECENT) {
            Deque<Waveform> chunks = recent.computeIfAbsent(key, _ -> new ArrayDeque<>());
            chunks.addLast(wave);
            while (chunks.size() > MAX_RECENT_CHUNKS
                    || wave.startMs() - chunks.getFirst().startMs() > RECENT_MS) {
                chunks.removeFirst();
            }
        }
    }

    private List<Waveform> recentOf(BedId bed) {
        return recent.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(bed.name() + ' '))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static Buffer waveEvent(BedId bed, Waveform wave) {
        return event("wave", WaveCode.json(bed, wave).encode());
    }

    /** The gateway goes down in order: says so. */
    void stop() {
        Set.copyOf(listeners).forEach(listener -> listener.dismiss("stopping"));
    }

    int listeners() {
        listeners.removeIf(Listener::isGone);
        return listeners.size();
    }

    private void sendChanges() {
        WardView view = ports.view().get();
        List<String> changed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (WardView.Bed bed : view.beds()) {
            String json = ViewJson.bed(bed, view.atMs()).encode();
            names.add(bed.bed().name());
            if (!json.equals(sentBeds.put(bed.bed().name(), json))) {
                changed.add(json);
            }
        }
        boolean hasOtherBeds = sentBeds.keySet().retainAll(names)
                || sent.beds().size() != view.beds().size();
        sent = view;
        sentAtMs = ports.monotonicMs().getAsLong();
        if (hasOtherBeds) {
            toEach(
                    "ward",
                    ViewJson.whole(view).put("release", release).mergeIn(beat()).encode());
        } else {
            toEach("beds", withBeds(ViewJson.ward(view).mergeIn(beat()), changed));
        }
    }

    /** The head of a ward and beds that are text already: of a thousand, each is written once. */
    private static String withBeds(JsonObject head, List<String> beds) {
        String text = head.encode();
        return text.substring(0, text.length() - 1) + ",\"beds\":[" + String.join(",", beds) + "]}";
    }

    /** Names of patients go to those alone whom they are something to. */
    private void toEach(String name, String view) {
        Buffer named = event(name, view);
        boolean isAnyNameless = listeners.stream().anyMatch(Listener::isNameless);
        Buffer nameless = isAnyNameless
                ? event(name, ViewJson.nameless(new JsonObject(view)).encode())
                : named;
        listeners.forEach(listener -> listener.send(listener.isNameless() ? nameless : named));
        listeners.removeIf(Listener::isGone);
    }

    private JsonObject beat() {
        long nowMs = ports.monotonicMs().getAsLong();
        return new JsonObject()
                .put("at", nowMs)
                .put("wall", ports.wallMs().getAsLong())
                .put("age", Math.max(0, nowMs - ports.view().get().atMs()));
    }

    private void toAll(Buffer event) {
        listeners.forEach(listener -> listener.send(event));
        listeners.removeIf(Listener::isGone);
    }

    private static JsonArray alarmsOf(WardView view) {
        JsonArray all = new JsonArray();
        all.add(view.sound().toString());
        view.beds().forEach(bed -> {
            all.add(bed.quiet().toString());
            bed.alarms().forEach(alarm -> all.add(stateOf(alarm)));
        });
        view.gatewayAlarms().forEach(alarm -> all.add(stateOf(alarm)));
        return all;
    }

    private static String stateOf(WardView.Alarm alarm) {
        return alarm.name() + ' ' + alarm.version() + ' ' + alarm.state() + ' ' + alarm.priority() + ' ' + alarm.by();
    }

    static Buffer event(String name, String data) {
        return Buffer.buffer("event: " + name + "\ndata: " + data + "\n\n");
    }
}
