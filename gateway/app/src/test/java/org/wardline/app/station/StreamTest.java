package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardline.vitals.BedId;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

@Timeout(60)
class StreamTest {
    private static final long FAR_BACK_MS = 1_000_000;
    private final Station station = new Station();

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void givenPage_whenItOpens_thenWholeWardComesFirst() throws InterruptedException {
        var page = station.listen("");

        Station.Event first = page.events.poll(10, TimeUnit.SECONDS); // it comes over a socket
        assertThat(first == null ? "nothing" : first.name()).isEqualTo("ward");
    }

    @Test
    void givenQuietWard_whenOneBedChanges_thenOnlyThatBedComes() throws InterruptedException {
        var page = station.listen("");
        tick(Stream.PACE_MS);
        page.await("beds"); // the first round knows no bed yet

        station.ward.raise("01", "spo2.low", AlarmPriority.HIGH, "SpO2 low", "SpO2 78 < 80", 0);
        station.server.publish();

        JsonObject beds = page.next("beds");
        assertThat(beds.getJsonArray("beds")).hasSize(1);
        assertThat(beds.getJsonArray("beds").getJsonObject(0).getString("bed")).isEqualTo("01");
        assertThat(beds.getString("sound")).isEqualTo("high");
    }

    @Test
    void givenPaceNotOver_whenValuesChange_thenTheyWaitButAlarmsDoNot() throws InterruptedException {
        var page = station.listen("");
        tick(Stream.PACE_MS);
        page.await("beds");

        tick(-FAR_BACK_MS); // now the pace is over in a thousand seconds
        page.await("beat");
        assertThat(page.events).noneMatch(event -> event.name().equals("beds"));

        station.ward.raise("01", "spo2.low", AlarmPriority.HIGH, "SpO2 low", "SpO2 78 < 80", 0);
        tick(0);
        assertThat(page.next("beds").getString("sound")).isEqualTo("high");
    }

    @Test
    void givenAlarmChange_whenSaid_thenPagesHearItAtOnce() throws InterruptedException {
        var page = station.listen("");

        station.server.alarm(new AlarmChange(5, "raised", Map.of("alarm", "s07:spo2.low:1", "priority", "high")));

        assertThat(page.next("alarm"))
                .isEqualTo(new JsonObject()
                        .put("change", "raised")
                        .put("alarm", "s07:spo2.low:1")
                        .put("priority", "high"));
    }

    @Test
    void givenViewThatGrowsOld_whenStreamBeats_thenBeatSaysHowOld() throws InterruptedException {
        var page = station.listen("");

        assertThat(page.next("beat").getLong("age")).isZero();
        assertThat(page.next("beat").getLong("at")).isEqualTo(1_000_000);
    }

    @Test
    void givenWaves_whenPageWantsOneBed_thenOthersDoNotCome() throws InterruptedException {
        var page = station.listen("?waves=02");
        var none = station.listen("?waves=none");

        station.server.waveform(new BedId("01"), DemoWaves.ecg(1, 70, 0, 500));
        station.server.waveform(new BedId("02"), DemoWaves.ecg(2, 70, 0, 500));

        assertThat(page.next("wave").getString("bed")).isEqualTo("02");
        none.await("beat");
        assertThat(none.events).noneMatch(event -> event.name().equals("wave"));
    }

    @Test
    void givenWavesBefore_whenPageOpens_thenTheLastSweepComesAtOnce() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            station.server.waveform(new BedId("01"), DemoWaves.ecg(1, 70, i * 500L, 500));
        }

        var page = station.listen("?waves=01");

        assertThat(page.next("wave").getLong("start")).isEqualTo(39 * 500 - Stream.RECENT_MS);
    }

    @Test
    void givenMostListeners_whenOneMoreComes_then503() {
        for (int i = 0; i < Stream.MAX_LISTENERS; i++) {
            assertThat(station.listen("?waves=none").status).isEqualTo(200);
        }

        assertThat(station.listen("?waves=none").status).isEqualTo(503);
    }

    @Test
    void givenPageThatReadsNothing_whenItsBoundIsReached_thenItIsSentAway() throws InterruptedException {
        NetClient client =
                station.vertx.createNetClient(); // held: one that nobody holds is closed with its connections
        NetSocket slow = client.connect(station.server.port(), "127.0.0.1").await();
        slow.pause();
        slow.write("GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1:" + station.server.port() + "\r\n\r\n")
                .await();
        var good = station.listen("");
        good.await("ward");
        awaitListeners(2);

        int sent = 0;
        while (station.server.listeners().await() == 2 && sent < 4_000) {
            station.server.waveform(new BedId("01"), DemoWaves.ecg(1, 70, sent * 10_000L, 10_000));
            good.await("wave");
            sent++;
        }

        assertThat(station.server.listeners().await()).isEqualTo(1); // the good one goes on
        assertThat(sent).isGreaterThan(Listener.MAX_WAITING_BYTES / 10_000);
        client.close().await();
    }

    @Test
    void givenOpenPages_whenGatewayStops_thenTheyAreTold() throws InterruptedException {
        var page = station.listen("");
        awaitListeners(1);

        station.server.close().await();

        assertThat(page.next("dropped").getString("why")).isEqualTo("stopping");
    }

    private void awaitListeners(int wanted) {
        List<Integer> seen = new ArrayList<>();
        while (seen.isEmpty() || seen.getLast() < wanted) {
            seen.add(station.server.listeners().await());
        }
    }

    private void tick(long ms) {
        station.nowMs.addAndGet(ms);
        station.server.publish();
        var _ = station.server.listeners().await(); // what was published before is done now
    }

    @Test
    void givenTwoStreamsOfAStation_whenTheLastIsClosed_thenTheStationIsLostOnce() throws InterruptedException {
        var first = station.listen("?station=desk");
        var second = station.listen("?station=desk");
        first.await("ward");
        second.await("ward");

        first.hangUp();
        station.listen("").await("ward"); // the closed one is known to be gone by now, or soon
        assertThat(station.ward.heard).doesNotContain("lost desk");
        second.hangUp();

        for (int n = 0; n < 500 && !station.ward.heard.contains("lost desk"); n++) {
            TimeUnit.MILLISECONDS.sleep(10); // bounded wait: it comes over a socket
        }
        assertThat(station.ward.heard.stream().filter("lost desk"::equals)).hasSize(1);
    }
}
