package org.wardline.app.station;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Shifts;
import org.wardline.app.records.Told;
import org.wardline.vitals.BedId;

/** Hand-over, record and report as answers and as files. */
@Timeout(60)
class RecordsApiTest {
    private final Station station = new Station(12, StationSettings.loopback(0));
    private final Empty log = new Empty();
    private Doorman doorman = Doorman.trusting();
    private int port;

    @BeforeEach
    void open() {
        StationPorts plain = station.ports(station.ward);
        Router router = Router.router(station.vertx);
        var guards = new Api.Guards(
                (context, body) -> doorman.callerOf(context, body), new Scope(plain.view()), Trail.none());
        new RecordsApi(plain, log).mount(new Api(router, guards, Api.ACT_MS));
        port = station.vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    @AfterEach
    void close() {
        station.close();
    }

    private HttpResponse<Buffer> get(String path) {
        return station.web.get(port, "127.0.0.1", path).send().await();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/handover, 200",
        "/api/handover?from=0, 400",
        "/api/handover?from=9999999999999, 400",
        "/api/handover?from=x, 400",
        "/api/beds/01/record, 200",
        "/api/beds/free/record, 404",
        "/api/beds/01/record?hours=0, 400",
        "/api/beds/01/record?hours=73, 400",
        "/api/beds/01/record?format=doc, 400",
        "/api/beds/01/record?lang=fr, 400",
        "/api/report?days=3, 200",
        "/api/report?days=4, 400",
        "/api/report?format=pdf, 400"
    })
    void givenQuestion_whenAsked_thenOnlyWhatCanBeAnsweredIs(String path, int status) {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/beds/01/record?format=csv, text/csv, bed-01.csv",
        "/api/beds/01/record?format=pdf, application/pdf, bed-01.pdf",
        "/api/report?format=csv, text/csv, alarms.csv"
    })
    void givenFile_whenAskedFor_thenItIsKeptUnderItsNameAndByNobodyElse(String path, String type, String name) {
        HttpResponse<Buffer> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).startsWith(type);
        assertThat(answer.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(requireNonNull(answer.bodyAsBuffer()).length()).isGreaterThan(50);
        assertThat(log.wroteOnEventLoop).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({"en, moved from bed 02 to bed 01, PLAIN COPY", "zh, 自 02 床转至 01 床, 明文副本"})
    void givenLanguage_whenTheTableIsAskedFor_thenWhatHappenedIsInIt(String language, String move, String warning) {
        String csv = requireNonNull(
                        get("/api/beds/01/record?format=csv&lang=" + language).bodyAsBuffer())
                .toString();

        assertThat(csv).contains(move, warning, "spo2,news2,event");
    }

    @Test
    void givenRecord_whenAskedForThePage_thenItIsFieldsThatThePageWords() {
        var line =
                Station.json(get("/api/beds/01/record")).getJsonArray("lines").getJsonObject(0);

        assertThat(line.getString("what")).isEqualTo("move");
        assertThat(line.getJsonObject("move").getString("toBed")).isEqualTo("01");
        assertThat(line.containsKey("text")).isFalse();
    }

    @Test
    void givenHandOver_whenAsked_thenItSaysWhichShiftItIsAndWhichWasBefore() {
        var json = Station.json(get("/api/handover"));

        assertThat(json.getLong("from")).isEqualTo(json.getJsonObject("shift").getLong("from"));
        assertThat(json.getJsonObject("before").getLong("to"))
                .isEqualTo(json.getJsonObject("shift").getLong("from"));
        assertThat(json.getLong("made")).isEqualTo(json.getLong("to"));
    }

    @Test
    void givenPhysicianOfNamedBeds_whenHandOverAndReportAreAsked_thenTheyAreOfThoseAlone() {
        Set<String> own = Set.of("03");
        Caller physician = new Caller("dr3", EnumSet.of(Right.CARE), "dr3", "physician", own, false);
        assertThat(get("/api/handover").statusCode()).isEqualTo(200);
        doorman = (_, _) -> Optional.of(physician);

        assertThat(get("/api/handover").statusCode()).isEqualTo(200);
        assertThat(get("/api/report").statusCode()).isEqualTo(200);

        assertThat(log.askedAbout).containsExactly(Set.of(), own, own);
    }

    @Test
    void givenLogThatIsStillBeingRead_whenAsked_thenTheAnswerSaysHowFarItIs() {
        HttpResponse<Buffer> answer = get("/api/report?days=2");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(requireNonNull(answer.bodyAsJsonObject()).getInteger("percent"))
                .isEqualTo(40);
    }

    @Test
    void givenPatientWhoIsAnotherByNow_whenTheRecordIsReady_thenItIsNotUnderHisName() {
        String name = station.ports(station.ward).view().get().beds().stream()
                .filter(bed -> bed.bed().name().equals("01"))
                .findFirst()
                .orElseThrow()
                .who();
        assertThat(name).isNotEmpty();
        assertThat(Station.json(get("/api/beds/01/record")).getString("who")).isEqualTo(name);

        log.stay = "s-before";

        assertThat(Station.json(get("/api/beds/01/record")).getString("who")).isEmpty();
    }

    /** A log in which nothing happened; bed 01 has somebody. */
    private static final class Empty implements Records {
        private final Chronicle nothing = new Chronicle((_, _) -> Optional.empty());
        private final List<Set<String>> askedAbout = new CopyOnWriteArrayList<>();
        private final List<Boolean> wroteOnEventLoop = new CopyOnWriteArrayList<>();
        private volatile String stay = "s01";

        @Override
        public Future<Handover> handover(Period when, Set<String> beds) {
            askedAbout.add(beds);
            return Future.succeededFuture(Handover.of(nothing.told(when), List.of()));
        }

        @Override
        public Future<Optional<BedRecord>> record(BedId bed, int hours) {
            var minute = new BedRecord.Minute(1_000, Map.of("spo2", "97"), "");
            var moved = new Told.Moved(1_000, "moved", stay, "02", "01", "ann");
            var record = new BedRecord(
                    stay,
                    bed.name(),
                    new Period(0, 60_000),
                    List.of("spo2"),
                    List.of(minute),
                    List.of(new BedRecord.Line(1_000, 1_000, moved, "ann")),
                    false);
            return Future.succeededFuture(bed.name().equals("01") ? Optional.of(record) : Optional.empty());
        }

        @Override
        public Future<AlarmReport> report(int days, Set<String> beds) {
            askedAbout.add(beds);
            if (days == 2) {
                return Future.failedFuture(new StillReading(40));
            }
            return Future.succeededFuture(AlarmReport.of(nothing.told(new Period(0, 1))));
        }

        @Override
        public Shifts shifts() { // whoever writes a file asks for the zone
            wroteOnEventLoop.add(Context.isOnEventLoopThread());
            return Shifts.USUAL;
        }
    }
}
