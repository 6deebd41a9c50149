package org.wardline.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.wardline.app.config.Address;
import org.wardline.app.config.GatewayConfig;
import org.wardline.app.evidence.Judging;
import org.wardline.app.intake.BrokerIntake;
import org.wardline.app.intake.Intake;
import org.wardline.app.intake.IntakePorts;
import org.wardline.app.intake.MqttEndpointIntake;
import org.wardline.app.records.Shifts;
import org.wardline.app.security.PasswordHash;
import org.wardline.app.security.SecretFile;
import org.wardline.app.security.Users;
import org.wardline.app.station.StationSettings;
import org.wardline.app.wire.LogWording;
import org.wardline.core.WardPlan;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.DeviceAdapter;

/** What a configuration is made into. */
final class Parts {
    private static final int EVENT_LOOPS = 4;
    private static final int WORKERS = 4;
    private static final String LOGINS = "logins";
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int STAY_LETTERS = 12;

    private final GatewayConfig config;

    Parts(GatewayConfig config) {
        this.config = config;
    }

    static Vertx vertx() {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(EVENT_LOOPS)
                        .setWorkerPoolSize(WORKERS)
                        .setInternalBlockingPoolSize(WORKERS))
                .withTransport(new OneFlush())
                .build();
    }

    /** A context on an event loop of its own, as far as there are enough. */
    static Context context(Vertx vertx) {
        var own = new CompletableFuture<Context>();
        var _ = vertx.deployVerticle(
                context -> { // completes the other future
                    own.complete(context);
                    return Future.succeededFuture();
                });
        return own.join();
    }

    /** A random name for a provisional stay: 60 bits. */
    static String freshStay() {
        var name = new StringBuilder(STAY_LETTERS);
        for (int at = 0; at < STAY_LETTERS; at++) {
            name.append(LETTERS.charAt(CHANCE.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    AlarmSettings alarms() throws Refused {
        try {
            return AlarmSettings.of(Advisors.rules(config));
        } catch (SettingsProblem problem) {
            throw new Refused(problem.key() + ": " + problem.reason());
        }
    }

    /** What alarms are judged by, for the evidence of one. */
    Judging judging() throws Refused {
        return new Judging(
                alarms(),
                Advisors.rules(config),
                Version.TEXT,
                Advisors.known(config),
                new LogWording(),
                plan().isPlain());
    }

    List<DeviceAdapter> adapters() throws Refused {
        return Adapters.named(config.adapters(), config.ward());
    }

    WardPlan plan() {
        return new WardPlan(
                config.ward(),
                config.devices().admit() == GatewayConfig.Admit.ANY,
                "0s".equals(config.alarms().get("delay")),
                config.beds().stream()
                        .map(bed -> new WardPlan.Bed(bed.bed(), bed.label(), bed.room()))
                        .toList(),
                config.devices().list().stream().map(Parts::device).toList(),
                config.stays().stream()
                        .map(stay -> new WardPlan.Stay(
                                stay.stay(), stay.bed(), stay.news2Scale(), stay.fromMs(), stay.toMs()))
                        .toList());
    }

    Shifts shifts() {
        return new Shifts(config.station().shifts(), ZoneId.systemDefault());
    }

    StationSettings station(Vertx vertx) throws IOException {
        GatewayConfig.Station station = config.station();
        Optional<StationSettings.Tls> tls =
                station.tls().map(files -> new StationSettings.Tls(files.certificate(), files.key(), files.clientCa()));
        Optional<StationSettings.Login> login = Optional.empty();
        if (station.users().isPresent()) {
            Users users = Users.load(station.users().get());
            WorkerExecutor hashing = vertx.createSharedWorkerExecutor(LOGINS, 1);
            login = Optional.of((name, password) -> accepted(hashing, users, name, password));
        }
        boolean isNameFree = station.isOpen() || tls.isPresent(); // a certificate says whose name it is
        return new StationSettings(station.listen().host(), station.listen().port(), isNameFree, Set.of(), tls, login);
    }

    /** Hashes take their time, one after another: on a thread of their own, or all else that blocks would queue behind strangers. */
    private static Future<Boolean> accepted(WorkerExecutor hashing, Users users, String name, String password) {
        byte[] secret = PasswordHash.bytes(password);
        Optional<Boolean> known = users.known(name, secret);
        if (known.isPresent()) { // a ward that reconnects does not queue behind a stranger's guesses
            return Future.succeededFuture(known.get());
        }
        return hashing.executeBlocking(() -> users.accepts(name, secret), false).map(Boolean.TRUE::equals);
    }

    private static WardPlan.Device device(GatewayConfig.Device device) {
        Map<String, Long> signs = new HashMap<>();
        for (Map.Entry<VitalSign, Long> sign : device.signIntervalsMs().entrySet()) {
            signs.put(sign.getKey().name(), sign.getValue());
        }
        return new WardPlan.Device(device.device(), Optional.of(device.bed()), signs, device.via());
    }

    /**
     * The ways in.
     *
     * @param ward the ward's context: a plain endpoint shares its event loop, so that a message costs one wake-up less; TLS has
     *     a loop of its own, since its handshakes must not hold up an alarm
     */
    List<Intake> intakes(Vertx vertx, Context ward, IntakePorts ports, Consumer<Boolean> brokerState)
            throws IOException, Refused {
        List<Intake> intakes = new ArrayList<>();
        Optional<Address> listen = config.intake().mqtt().listen();
        if (listen.isPresent()) {
            intakes.add(endpoint(vertx, ward, listen.get(), ports));
        }
        Optional<GatewayConfig.Broker> broker = config.intake().broker();
        if (broker.isPresent()) {
            intakes.add(new BrokerIntake(broker(broker.get()), ports, brokerState));
        }
        return intakes;
    }

    private Intake endpoint(Vertx vertx, Context ward, Address listen, IntakePorts ports) throws IOException {
        var options = new MqttServerOptions();
        options.setHost(listen.host());
        options.setPort(listen.port());
        config.intake().mqtt().tls().ifPresent(tls -> {
            options.setSsl(true);
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString())
                    .setKeyPath(tls.key().toString()));
            tls.clientCa().ifPresent(ca -> {
                options.setClientAuth(ClientAuth.REQUIRED);
                options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
            });
        });
        return new MqttEndpointIntake(vertx, options.isSsl() ? context(vertx) : ward, options, login(vertx), ports);
    }

    private MqttEndpointIntake.Login login(Vertx vertx) throws IOException {
        Optional<Path> file = config.intake().mqtt().users();
        if (file.isEmpty()) {
            return (_, _) -> Future.succeededFuture(true);
        }
        Users users = Users.load(file.get());
        WorkerExecutor hashing = vertx.createSharedWorkerExecutor(LOGINS, 1);
        return (name, password) -> accepted(hashing, users, name, password);
    }

    private static BrokerIntake.Settings broker(GatewayConfig.Broker broker) throws IOException, Refused {
        String scheme = List.of("ssl", "mqtts").contains(broker.url().getScheme()) ? "ssl" : "tcp";
        int port = broker.url().getPort() > 0 ? broker.url().getPort() : scheme.equals("ssl") ? 8883 : 1883;
        Optional<String> password = Optional.empty();
        if (broker.passwordFile().isPresent()) {
            password = Optional.of(SecretFile.read(broker.passwordFile().get()));
        }
        return new BrokerIntake.Settings(
                scheme + "://" + broker.url().getHost() + ":" + port,
                broker.clientId(),
                broker.user(),
                password,
                broker.ca().isPresent() ? Optional.of(Trust.sockets(broker.ca().get())) : Optional.empty(),
                broker.sessionExpiryMs() / 1_000);
    }
}
