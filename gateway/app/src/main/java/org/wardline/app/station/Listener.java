package org.wardline.app.station;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** One open page at the end of the stream. What it has not taken yet is counted, and bounded. */
final class Listener {
    /** About half a minute of a full ward with waves. A page that is further behind shows the past: it is sent away. */
    static final int MAX_WAITING_BYTES = 1 << 20;

    /** How long a page that is sent away may take to hear why. */
    static final long FAREWELL_MS = 2_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final String waves;
    private final String station;
    private final boolean isNameless;
    private long waitingBytes;
    private boolean isGone;

    /** Opens the stream. {@code waves} is {@code all}, {@code none} or the name of one bed; {@code station} empty for a listener of no station. */
    Listener(Vertx vertx, HttpServerResponse response, String waves, String station, boolean isNameless) {
        this.vertx = vertx;
        this.response = response;
        this.waves = waves;
        this.station = station;
        this.isNameless = isNameless;
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }

    boolean wantsWavesOf(String bed) {
        return waves.equals("all") || waves.equals(bed);
    }

    /** Whose page it is; empty where it did not say. */
    String station() {
        return station;
    }

    /** Whether names of patients are kept from it. */
    boolean isNameless() {
        return isNameless;
    }

    boolean isGone() {
        return isGone || response.closed();
    }

    /** Sends an event, or says goodbye where too many wait already. */
    void send(Buffer event) {
        if (isGone()) {
            return;
        }
        if (waitingBytes + event.length() > MAX_WAITING_BYTES) {
            dismiss("slow");
            return;
        }
        waitingBytes += event.length();
        var _ = response.write(event).onComplete(_ -> waitingBytes -= event.length());
    }

    /** Says why and hangs up: the page starts again with a whole state. */
    void dismiss(String why) {
        if (isGone()) {
            return;
        }
        isGone = true;
        Buffer farewell = Stream.event("dropped", "{\"why\":\"" + why + "\"}");
        var _ = response.end(farewell); // lost where the page is gone
        vertx.setTimer(FAREWELL_MS, _ -> {
            if (!response.closed()) {
                var _ = response.reset(); // it does not even take the farewell
            }
        });
    }
}
