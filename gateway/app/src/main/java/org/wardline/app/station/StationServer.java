package org.wardline.app.station;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * The web server of the nurse stations. Make it, {@link #mount} what else it shall serve, {@link #start} it.
 *
 * <p>{@link #publish}, {@link #alarm} and {@link #waveform} may be called from any thread; they hand over and return. The ward
 * publishes at least once a second: a view that does not come is what {@code beat.age} tells the pages, and after five
 * seconds they cover themselves.
 */
public final class StationServer implements Screens {
    /** Bytes of a request's head; a page needs a few hundred. */
    static final int MAX_HEAD_BYTES = 8_192;

    static final int MAX_LINE_BYTES = 2_048;

    /** Connections at once: six a page, and room for a scraper. */
    static final int MAX_CONNECTIONS = 512;

    /** A connection on which nothing moves. A stream beats every second. */
    static final int IDLE_S = 30;

    /** Only our own files, no inline code, no frames (CSP level 3), no HTML from strings. */
    static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final Vertx vertx;
    private final StationSettings settings;
    private final Router router;
    private final Stream stream;
    private final Api api;
    private final AtomicBoolean isChangeWaiting = new AtomicBoolean();
    private int connections;
    private volatile @Nullable Context context;
    private volatile @Nullable HttpServer server;
    private volatile String deployment = "";

    /** A ward without accounts: the page is believed who acts. */
    public StationServer(Vertx vertx, StationPorts ports, StationSettings settings) {
        this(vertx, ports, settings, House.open());
    }

    /**
     * Makes it; {@link #start} opens it.
     *
     * @param house who works here
     */
    public StationServer(Vertx vertx, StationPorts ports, StationSettings settings, House house) {
        this.vertx = vertx;
        this.settings = settings;
        Assets assets = new Assets();
        stream = new Stream(vertx, ports, assets.release());
        router = Router.router(vertx);
        router.route().handler(new HostGuard(settings));
        settings.login().ifPresent(login -> router.route().handler(new Gate(login)));
        router.route().handler(StationServer::secure).failureHandler(StationServer::failed);
        assets.mount(router);
        health("live", ports.live());
        health("ready", ports.ready());
        health("ward", ports.ward());
        router.get("/metrics").handler(request -> metrics(request, ports.metrics()));
        api = open(vertx, ports, house);
        router.errorHandler(400, request -> Answers.error(request, 400, "this is no request", ""));
        router.errorHandler(404, request -> Answers.error(request, 404, "there is nothing here", ""));
        router.errorHandler(405, request -> Answers.error(request, 405, "this is asked in another way", ""));
        router.errorHandler(413, request -> Answers.error(request, 413, "the body is too large", ""));
        router.errorHandler(500, request -> Answers.error(request, 500, "the gateway failed to answer", ""));
    }

    private Api open(Vertx vertx, StationPorts ports, House house) {
        Optional<Doorkeeper> doorkeeper = house.people()
                .map(people -> new Doorkeeper(
                        people, ports.monotonicMs(), settings.tls().isPresent()));
        Doorman doorman = doorkeeper.isPresent() ? doorkeeper.get() : Doorman.trusting();
        router.get("/api/stream").handler(request -> {
            Optional<Caller> caller = doorman.callerOf(request, new Body(new JsonObject()));
            stream.join(request, caller.orElse(Caller.NOBODY).isKeptFromNames());
        });
        Api opened = new Api(router, new Api.Guards(doorman, new Scope(ports.view()), house.trail()), Api.ACT_MS);
        new StationApi(ports).mount(opened);
        new BedApi(ports.desks().bed(), ports.wallMs()).mount(opened);
        new RecordsApi(ports, ports.desks().records()).mount(opened);
        ports.desks().care().mount(opened);
        ports.desks().patients().ifPresent(patients -> {
            new PatientsApi(patients, ports.wallMs()).mount(opened);
            new DevicesApi(patients).mount(opened);
        });
        if (house.people().isPresent() && doorkeeper.isPresent()) {
            var beside = new Beside(vertx);
            new SessionApi(beside, house.people().get(), doorkeeper.get(), ports.monotonicMs()).mount(opened);
            new PeopleApi(beside, house.people().get()).mount(opened);
        } else {
            SessionApi.mountWithout(opened);
        }
        new AuditApi(house.trail()).mount(opened);
        new StatusApi(house, stream, ports).mount(opened);
        opened.close();
        return opened;
    }

    /** All endpoints, for the test that tries each. */
    List<Api.Endpoint> endpoints() {
        return api.endpoints();
    }

    /** Who hung up in mid-request wants no answer, and is no news. */
    private static void failed(RoutingContext request) {
        if (!request.response().closed()) {
            request.next();
        }
    }

    /**
     * Serves more, behind the same guards.
     *
     * @param path such as {@code /fhir}
     */
    public void mount(String path, Router more) {
        var _ = router.route(path + "/*").subRouter(more);
    }

    /** Listens. Fails when the address is taken. */
    public Future<Void> start() {
        return vertx.deployVerticle(new OnItsContext())
                .onSuccess(id -> deployment = id)
                .mapEmpty();
    }

    /** Says goodbye to the pages and stops listening. */
    public Future<Void> close() {
        return deployment.isEmpty() ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    /** Where it listens, 0 before. */
    public int port() {
        HttpServer listening = server;
        return listening == null ? 0 : listening.actualPort();
    }

    /** There is a newer view; it is taken from the port. Views that nobody had time to send are skipped. */
    @Override
    public void publish() {
        if (!isChangeWaiting.getAndSet(true)) {
            onContext(() -> {
                isChangeWaiting.set(false);
                stream.changed();
            });
        }
    }

    /** One change of an alarm, at once. Publish the view that shows it first. */
    @Override
    public void alarm(AlarmChange change) {
        onContext(() -> stream.alarm(change));
    }

    /** The next samples of a bed. */
    @Override
    public void waveform(BedId bed, Waveform waveform) {
        onContext(() -> stream.waveform(bed, waveform));
    }

    @Override
    public boolean isWatched() {
        return stream.isWatched();
    }

    /** Pages that listen now; asked on any thread, answered by the station's. */
    public Future<Integer> listeners() {
        Context mine = context;
        if (mine == null) {
            return Future.succeededFuture(0);
        }
        Promise<Integer> answer = Promise.promise();
        mine.runOnContext(_ -> answer.complete(stream.listeners()));
        return answer.future();
    }

    private void onContext(Runnable step) {
        Context mine = context;
        if (mine != null) { // before the start nobody listens
            mine.runOnContext(_ -> step.run());
        }
    }

    private void health(String name, Supplier<StationPorts.Health> health) {
        router.get("/health/" + name).handler(request -> {
            StationPorts.Health now = health.get();
            Answers.json(request, now.isUp() ? 200 : 503, now.json());
        });
    }

    private static void metrics(RoutingContext request, Supplier<String> metrics) {
        var _ = request.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(metrics.get());
    }

    private static void secure(RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        request.next();
    }

    private HttpServerOptions options() {
        var options = new HttpServerOptions();
        settings.tls().ifPresent(tls -> {
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString()));
            tls.clientCa()
                    .ifPresent(ca -> options.setClientAuth(ClientAuth.REQUIRED)
                            .setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        });
        return options.setHost(settings.host())
                .setPort(settings.port())
                .setHttp2ClearTextEnabled(false) // else a connection that says nothing is not counted
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setIdleTimeout(IDLE_S)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /** What happens on the station's own event loop, so that its state needs no locks. */
    private final class OnItsContext implements Deployable {
        @Override
        public Future<?> deploy(Context own) {
            context = own;
            HttpServer listening = vertx.createHttpServer(options());
            server = listening;
            stream.start();
            return listening
                    .connectionHandler(connection -> {
                        connections++;
                        connection.closeHandler(_ -> connections--);
                        if (connections > MAX_CONNECTIONS) {
                            var _ = connection.close();
                        }
                    })
                    .requestHandler(router)
                    .listen();
        }

        @Override
        public Future<?> undeploy(Context own) {
            stream.stop();
            HttpServer listening = server;
            return listening == null ? Future.succeededFuture() : listening.close();
        }
    }
}
