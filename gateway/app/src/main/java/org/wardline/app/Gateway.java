package org.wardline.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.history.LogHistory;
import org.wardline.app.history.LogReader;
import org.wardline.app.intake.Inbox;
import org.wardline.app.intake.Intake;
import org.wardline.app.intake.IntakePorts;
import org.wardline.app.intake.Router;
import org.wardline.app.people.People;
import org.wardline.app.security.SecretFile;
import org.wardline.app.station.FhirPull;
import org.wardline.app.station.StationPorts;
import org.wardline.app.station.StationServer;
import org.wardline.app.station.StationSettings;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.Quarantined;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardView;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The gateway as a running thing: makes the parts, lets the data path run on the ward's context, and takes all down again
 * in an order in which nothing that was promised is lost.
 */
public final class Gateway {
    /** Time passes in steps of this. */
    static final long TICK_MS = 100;

    private final GatewayConfig config;
    private final Vertx vertx;
    private final Context wardContext;
    private final Ledger ledger = new Ledger();
    private final Metrics metrics = new Metrics(ledger);
    private final Store store;
    private final LogWriter writer;
    private final Ward ward;
    private final WardClock clock;
    private final WardClock.Restart restart;
    private final Condition condition;
    private final Watch watch;
    private final List<Intake> intakes;
    private final LogReader reader = new LogReader();
    private final PullShelf pull;
    private final LogHistory history;
    private final Staff staff;
    private final Identities identities;
    private final UnmappedCodes unmapped = new UnmappedCodes();
    private final StationServer screens;
    private final AtomicReference<WardView> view;
    private final Announcer announcer;
    private final Advisors advisors;
    private final WardLog log;
    private final DataPath dataPath;
    private final List<RecordSystem> uplinks;
    private final AlarmWays alarmWays;
    private final Rounds rounds;
    private volatile boolean isReady;
    private volatile Now lastNow;

    /** Where a running gateway is reached. */
    public record Ready(String mqtt, String station) {
        /** The line that others wait for. */
        public String line() {
            return "ready mqtt=" + mqtt + " station=" + station;
        }
    }

    /**
     * Makes all parts; nothing runs yet but the log's thread.
     *
     * @throws IOException when the store cannot be opened
     * @throws Refused when the configuration cannot be used
     */
    public Gateway(GatewayConfig config, List<String> notices) throws IOException, Refused {
        this.config = config;
        var parts = new Parts(config);
        vertx = Parts.vertx();
        wardContext = Parts.context(vertx);
        store = Store.open(config, parts.alarms(), System::currentTimeMillis);
        ward = store.ward(parts.plan(), new LogWording(), Parts::freshStay);
        ledger.began(store.readingsBefore());
        restart = store.isRestart() ? store.restart() : new WardClock.Restart(0, true);
        clock = new WardClock(System::currentTimeMillis, System::nanoTime, restart.atMs());
        lastNow = clock.now();
        condition = new Condition(lastNow.wallMs());
        watch = new Watch(condition, this::hearNow, this::sayStatus);
        writer = store.writer(config.buffer().commit(), System::currentTimeMillis);
        log = new WardLog(new WardLog.Parts(
                writer, ward, new LogWording(), ledger, this::onWard, store.log(), () -> lastNow.atMs()));
        intakes = intakes(parts);
        view = new AtomicReference<>(ward.view(lastNow).withNotices(notices));
        identities = Identities.of(config, store.log());
        var roster = new Roster(config, ward::whose, identities::of);
        pull = new PullShelf(reader, store.log(), roster);
        history = new LogHistory(
                reader, store.log(), ward::whose, () -> view.get().present(), System::currentTimeMillis);
        staff = new Staff(config, store.log(), writer, this::now, this::auditIs);
        screens = screens(desks(parts), parts.station(vertx));
        announcer = announcer(notices);
        advisors = Advisors.of(config, this::happened, System::currentTimeMillis);
        alarmWays = AlarmWays.of(config, vertx, store.log(), writer);
        dataPath = new DataPath(ward, this::tell, System::currentTimeMillis, this::show, log, advisors);
        uplinks = WaysOut.of(config, vertx, store.log(), roster);
        metrics.watch(intakes);
        metrics.watch(uplinks, store.log(), writer, advisors, alarmWays);
        rounds = rounds();
    }

    private List<Intake> intakes(Parts parts) throws IOException, Refused {
        var router = new Router(config.ward(), parts.adapters());
        var ports = new IntakePorts(
                router,
                new Inbox(this::onWard, this::hear),
                System::currentTimeMillis,
                Gateway::monotonicMs,
                writer::hurry,
                ledger::unheard);
        return parts.intakes(vertx, wardContext, ports, this::brokerIs);
    }

    private StationPorts.Desks desks(Parts parts) throws IOException, Refused {
        return new StationPorts.Desks(
                new BedDesk(this),
                new RecordsDesk(reader, store.log(), ward::whose, this::view, parts.shifts(), System::currentTimeMillis)
                        .follows(vertx),
                CareDesk.of(this, parts, vertx, reader),
                Optional.of(new PatientDesk(this, identities)));
    }

    private Rounds rounds() {
        var visited = new Rounds.Parts(
                ward,
                writer,
                intakes,
                uplinks,
                alarmWays,
                advisors,
                history,
                pull,
                identities,
                ledger,
                dataPath::checkpoint,
                this::onWard);
        return new Rounds(visited, watch, new Batteries(this::hearNow));
    }

    private StationServer screens(StationPorts.Desks desks, StationSettings settings) throws IOException {
        var ports = new Desk(this, metrics, desks).ports();
        var server = new StationServer(vertx, ports, settings, staff.house(this::status));
        if (config.station().fhirTokenFile().isPresent()) {
            String token = SecretFile.read(config.station().fhirTokenFile().get());
            var routes = new FhirPull(token, Version.TEXT, pull, lastNow.wallMs());
            server.mount("/fhir", routes.routes(vertx));
        }
        return server;
    }

    private Future<JsonObject> status() {
        return new Report(config, condition, ledger, this::now, advisors, pull)
                .of(uplinks, writer.health(), store.log().isKeyWeak());
    }

    private void auditIs(boolean isFailing) {
        onWard(() -> watch.say(
                "audit", isFailing, AlarmPriority.MEDIUM, "the audit trail cannot be written", lastNow.wallMs()));
    }

    /** Who works here; absent where the configuration wants no accounts. */
    public Optional<People> people() {
        return staff.people();
    }

    private Announcer announcer(List<String> notices) {
        return new Announcer(new Announcer.Parts(
                config.ward(),
                Version.TEXT,
                intakes,
                screens,
                ledger,
                condition,
                atMs -> atMs + lastNow.wallMs() - lastNow.atMs(),
                this::onWard,
                () -> ward.view(lastNow).withNotices(notices).withNames(identities::label),
                view));
    }

    private static long monotonicMs() {
        return System.nanoTime() / 1_000_000;
    }

    private Now tell() {
        lastNow = clock.now();
        return lastNow;
    }

    /** Begins; completes when readings are taken. */
    public Future<Ready> start() {
        return begin().compose(_ -> screens.start())
                .compose(_ -> Future.all(intakes.stream().map(Intake::start).toList()))
                .map(started -> {
                    uplinks.forEach(uplink -> uplink.start(() -> dataPath.drain(uplink)));
                    alarmWays.start();
                    vertx.setPeriodic(TICK_MS, _ -> onWard(this::tick));
                    isReady = true;
                    advisors.begin(log, ward.whose()); // last, and at their leisure: nothing waits for them
                    String scheme = config.station().tls().isPresent() ? "https" : "http";
                    String station = scheme + "://" + config.station().listen().host() + ":" + screens.port();
                    return new Ready(started.<String>list().getFirst(), station);
                });
    }

    private Future<Void> begin() {
        return Future.future(begun -> onWard(() -> {
            dataPath.begin(store.isRestart(), restart.isTrusted());
            watch.begin(ward.view(lastNow).gatewayAlarms(), lastNow);
            for (String trouble : store.troubles()) {
                watch.say("store", true, AlarmPriority.HIGH, trouble, lastNow.wallMs());
            }
            begun.complete();
        }));
    }

    private void hearNow(org.wardline.core.Act event) {
        dataPath.happened(event);
    }

    private void sayStatus() {
        announcer.sayStatus(lastNow.atMs());
    }

    private void show(Turn turn) {
        announcer.show(turn);
        alarmWays.show(turn.changes());
    }

    private void onWard(Runnable task) {
        wardContext.runOnContext(_ -> task.run());
    }

    private void hear(Burst burst) {
        ledger.heard(burst);
        unmapped.heard(burst, lastNow.wallMs());
        dataPath.accept(burst);
    }

    private void tick() {
        dataPath.tick();
        rounds.go(lastNow);
        announcer.tick(lastNow.atMs());
    }

    /** On the broker's thread: whether there is a connection. */
    private void brokerIs(boolean isConnected) {
        onWard(() -> watch.say(
                "broker", !isConnected, AlarmPriority.MEDIUM, "no connection to the broker", lastNow.wallMs()));
    }

    /** Stops taking messages, stores and acknowledges what came, closes all. */
    public void stop() {
        isReady = false;
        Stopping.await("intake", Future.all(intakes.stream().map(Intake::stop).toList()));
        Stopping.await("ward", Future.future(done -> onWard(done::complete)));
        advisors.close();
        Stopping.await("audit trail", staff.settled());
        writer.hurry();
        for (RecordSystem uplink : uplinks) {
            Stopping.close(uplink);
        }
        alarmWays.close();
        Stopping.await(
                "checkpoint",
                Future.future(done -> onWard(() -> {
                    dataPath.checkpoint();
                    done.complete();
                })));
        writer.close();
        uplinks.forEach(uplink -> uplink.count(ledger.readingsEver()));
        Stopping.await(
                "acknowledgements",
                Future.all(intakes.stream().map(Intake::close).toList()));
        Stopping.await("station", screens.close());
        staff.close();
        identities.close();
        reader.close();
        Stopping.await("event loops", vertx.close());
    }

    /** A person's act; completes with what came of it, or fails when it is not stored. */
    Future<Turn> act(org.wardline.core.Act act) {
        return act(List.of(act));
    }

    /** The same, of several things that a person does at once. */
    Future<Turn> act(List<org.wardline.core.Act> acts) {
        return Future.future(done -> onWard(() -> dataPath.act(
                acts,
                turn -> turn.ifPresentOrElse(
                        done::complete, () -> done.fail(new IOException("the act could not be stored"))))));
    }

    /** Asks the ward, on its own thread. */
    <T> Future<T> ask(Function<Ward, T> question) {
        return Future.future(said -> onWard(() -> said.complete(question.apply(ward))));
    }

    /** The newest messages in quarantine. */
    Future<List<Quarantined>> quarantine(int most) {
        return pull.quarantine(most);
    }

    /** On the ward's thread. */
    UnmappedCodes unmapped() {
        return unmapped;
    }

    /** Something that happens without anybody waiting for it. */
    void happened(org.wardline.core.Act event) {
        onWard(() -> dataPath.happened(event));
    }

    /** Whose a reading is; any thread may ask. */
    org.wardline.core.Whose whose() {
        return ward.whose();
    }

    /** The newest view of the ward. */
    WardView view() {
        return view.get();
    }

    Now now() {
        return lastNow;
    }

    /** What was, for people. */
    LogHistory history() {
        return history;
    }

    Condition condition() {
        return condition;
    }

    boolean isReady() {
        return isReady;
    }

    LogWriter writer() {
        return writer;
    }

    Store store() {
        return store;
    }

    public Ledger ledger() {
        return ledger;
    }

    public List<RecordSystem> uplinks() {
        return List.copyOf(uplinks);
    }
}
