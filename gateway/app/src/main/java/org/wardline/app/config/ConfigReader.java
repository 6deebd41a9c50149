package org.wardline.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.config.GatewayConfig.Accounts;
import org.wardline.app.config.GatewayConfig.Broker;
import org.wardline.app.config.GatewayConfig.Buffer;
import org.wardline.app.config.GatewayConfig.Commit;
import org.wardline.app.config.GatewayConfig.Devices;
import org.wardline.app.config.GatewayConfig.Fhir;
import org.wardline.app.config.GatewayConfig.Files;
import org.wardline.app.config.GatewayConfig.Filing;
import org.wardline.app.config.GatewayConfig.Intake;
import org.wardline.app.config.GatewayConfig.Labels;
import org.wardline.app.config.GatewayConfig.Models;
import org.wardline.app.config.GatewayConfig.Mqtt;
import org.wardline.app.config.GatewayConfig.Patients;
import org.wardline.app.config.GatewayConfig.Station;
import org.wardline.app.config.GatewayConfig.Stay;
import org.wardline.app.config.GatewayConfig.Tls;
import org.wardline.app.config.GatewayConfig.Uplink;
import org.wardline.app.config.Tree.Branch;

/** The keys of the gateway itself, with their defaults and ranges; those of the ward's people and things: {@link WardReader}. */
final class ConfigReader {
    static final String DEFAULT_MQTT = "127.0.0.1:1883";
    static final String DEFAULT_STATION = "127.0.0.1:8080";
    private static final List<String> BROKER_SCHEMES = List.of("tcp://", "mqtt://", "ssl://", "mqtts://");
    private static final List<String> TLS_SCHEMES = List.of("ssl", "mqtts", "https");
    private static final List<String> WEB_SCHEMES = List.of("https://", "http://");
    private static final Map.Entry<String, Filing> MINUTE = Map.entry("minute", Filing.MINUTE);
    private static final Map.Entry<String, Filing> EVERY = Map.entry("every", Filing.EVERY);
    private static final List<LocalTime> SHIFTS = List.of(LocalTime.of(7, 0), LocalTime.of(15, 0), LocalTime.of(23, 0));
    private static final String FOLDER = "a folder's path";

    private final Section root;
    private final Findings findings;

    ConfigReader(Branch tree, Findings findings) {
        this.root = Section.root(tree, findings);
        this.findings = findings;
    }

    GatewayConfig config() {
        String ward = root.name("ward", "ward").orElse("ward");
        Path data = root.parsed("data", "./data", FOLDER, ReferencedFiles::path).orElse(Path.of("./data"));
        Intake intake = intake(ward);
        List<String> adapters = root.names("adapters", "json", false);
        Uplink uplink = uplink();
        WardReader people = new WardReader(root, uplink.fhir().map(Fhir::system).orElse(WardReader.DEFAULT_SYSTEM));
        people.readBeds();
        Devices devices = people.devices();
        List<Stay> stays = people.stays();
        Station station = station(intake.mqtt());
        var config = new GatewayConfig(
                ward,
                data,
                intake,
                adapters,
                devices,
                people.beds(),
                stays,
                root.rawMap("alarms", AlarmWaysReader.KEYS),
                AlarmWaysReader.read(root.section("alarms")),
                models(),
                buffer(data),
                uplink,
                station);
        root.close();
        return config;
    }

    private Intake intake(String ward) {
        Section intake = root.section("intake");
        Optional<Broker> broker = broker(intake.section("broker"), ward);
        Mqtt mqtt = mqtt(intake.section("mqtt"));
        if (mqtt.listen().isEmpty() && broker.isEmpty()) {
            intake.section("mqtt").problem("listen", "must be HOST:PORT where there is no intake.broker.url");
        }
        intake.close();
        return new Intake(mqtt, broker);
    }

    private Mqtt mqtt(Section mqtt) {
        Optional<Address> listen = mqtt.address("listen", DEFAULT_MQTT, true);
        boolean isOpen = mqtt.flag("open", false);
        Optional<Tls> tls = tls(mqtt.section("tls"));
        Optional<Path> users = ReferencedFiles.users(mqtt, "users", findings);
        listen.ifPresent(address -> guard(mqtt, address, isOpen, tls, users));
        mqtt.close();
        return new Mqtt(listen, isOpen, tls, users);
    }

    /** Whoever listens beyond this machine needs TLS and a login, or the word that it is meant to be open. */
    private static void guard(Section server, Address listen, boolean isOpen, Optional<Tls> tls, Optional<Path> users) {
        boolean hasLogin = users.isPresent() || tls.flatMap(Tls::clientCa).isPresent();
        if (listen.isLoopback() || (tls.isPresent() && hasLogin)) {
            return;
        }
        if (isOpen) {
            server.notice("open", "anybody on the network of " + listen + " reaches it without TLS and login");
        } else {
            server.problem(
                    "listen",
                    "beyond this machine must have tls.certificate, tls.key and a login (users or tls.clientCa),"
                            + " or open: true");
        }
    }

    private static Optional<Tls> tls(Section tls) {
        Optional<Path> certificate = ReferencedFiles.pem(tls, "certificate");
        Optional<Path> key = ReferencedFiles.pem(tls, "key");
        Optional<Path> clientCa = ReferencedFiles.pem(tls, "clientCa");
        tls.close();
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        if (!tls.has("certificate")) {
            tls.problem("certificate", "must be given where other keys of tls are");
        }
        if (!tls.has("key")) {
            tls.problem("key", "must be given where other keys of tls are");
        }
        return certificate.flatMap(c -> key.map(k -> new Tls(c, k, clientCa)));
    }

    private static Optional<Broker> broker(Section broker, String ward) {
        Optional<URI> url = broker.url("url", BROKER_SCHEMES);
        String clientId = broker.name("clientId", "wardline-{ward}").orElse("wardline-" + ward);
        Optional<String> user = broker.text("user", "");
        Optional<Path> passwordFile = ReferencedFiles.secret(broker, "passwordFile");
        Optional<Path> ca = ReferencedFiles.pem(broker, "ca");
        long sessionExpiryMs = broker.duration("sessionExpiry", "7d", "1s", "365d");
        broker.close();
        needsUrl(broker, "url");
        if (passwordFile.isPresent() && user.isEmpty()) {
            broker.problem("user", "must be given where passwordFile is");
        }
        if (ca.isPresent() && url.isPresent() && !isTls(url.get())) {
            broker.problem("ca", "must go with an url of ssl:// or mqtts://");
        }
        url.filter(u -> !isTls(u) && !isHere(u))
                .ifPresent(u -> broker.notice("url", "readings come without TLS; prefer ssl:// or mqtts://"));
        return url.map(u -> new Broker(u, clientId, user, passwordFile, ca, sessionExpiryMs));
    }

    private Models models() {
        Section models = root.section("models");
        var value = new Models(models.names("use", "anomaly", true), models.duration("stride", "1s", "0s", "1h"));
        models.close();
        return value;
    }

    private Buffer buffer(Path data) {
        Section buffer = root.section("buffer");
        long keepMs = buffer.duration("keep", "72h", "0s", "3650d");
        long maxBytes = buffer.size("maxBytes", "4GiB", "1MiB", "64TiB");
        Path key = buffer.parsed("key", "{data}/root.key", "a file's path", ReferencedFiles::path)
                .orElse(data.resolve("root.key"));
        Section commit = buffer.section("commit");
        var window =
                new Commit(commit.duration("max", "1s", "0s", "10s"), commit.size("bytes", "64KiB", "1KiB", "16MiB"));
        commit.close();
        buffer.close();
        return new Buffer(keepMs, maxBytes, key, window);
    }

    private Uplink uplink() {
        Section uplink = root.section("uplink");
        Optional<Fhir> fhir = fhir(uplink.section("fhir"));
        Section file = uplink.section("file");
        Optional<Path> dir = file.parsed("dir", "", FOLDER, ReferencedFiles::path);
        Filing filing = file.choice("file", EVERY, MINUTE);
        file.close();
        needsUrl(file, "dir");
        uplink.close();
        return new Uplink(fhir, dir.map(d -> new Files(d, filing)));
    }

    private static Optional<Fhir> fhir(Section fhir) {
        Optional<URI> url = fhir.url("url", WEB_SCHEMES);
        Filing filing = fhir.choice("file", MINUTE, EVERY);
        Patients patients =
                fhir.choice("patients", Map.entry("expect", Patients.EXPECT), Map.entry("create", Patients.CREATE));
        Optional<Path> tokenFile = ReferencedFiles.secret(fhir, "tokenFile");
        Optional<Path> ca = ReferencedFiles.pem(fhir, "ca");
        String system = WardReader.system(fhir, WardReader.DEFAULT_SYSTEM, WardReader.DEFAULT_SYSTEM);
        fhir.close();
        needsUrl(fhir, "url");
        if (url.isPresent() && !isTls(url.get()) && !isHere(url.get())) {
            if (tokenFile.isPresent()) {
                fhir.problem("url", "must be https:// where a token is sent");
            } else {
                fhir.notice("url", "patient data leave without TLS; prefer https://");
            }
        }
        return url.map(u -> new Fhir(u, filing, patients, tokenFile, ca, system));
    }

    private Station station(Mqtt mqtt) {
        Section station = root.section("station");
        Address listen = station.address("listen", DEFAULT_STATION, false).orElseThrow();
        boolean isOpen = station.flag("open", false);
        Optional<Tls> tls = tls(station.section("tls"));
        Optional<Path> users = ReferencedFiles.users(station, "users", findings);
        guard(station, listen, isOpen, tls, users);
        if (mqtt.listen().filter(listen::equals).isPresent() && listen.port() != 0) {
            station.problem("listen", "must differ from intake.mqtt.listen");
        }
        Accounts accounts = accounts(station);
        List<LocalTime> shifts = station.times("shifts", SHIFTS, "a list of 1 to 64 times HH:MM, each once");
        Section fhir = station.section("fhir");
        Optional<Path> tokenFile = ReferencedFiles.secret(fhir, "tokenFile");
        fhir.close();
        Labels labels = station.choice(
                "labels",
                Map.entry("initials", Labels.INITIALS),
                Map.entry("name", Labels.NAME),
                Map.entry("none", Labels.NONE));
        station.close();
        return new Station(listen, isOpen, tls, users, accounts, tokenFile, labels, shifts);
    }

    private static Accounts accounts(Section station) {
        boolean isOn = station.flag("accounts", true);
        Section signIn = station.section("signIn");
        long idleMs = signIn.duration("idle", "10m", "30s", "12h");
        long longestMs = signIn.duration("longest", "12h", "1m", "24h");
        signIn.close();
        return new Accounts(isOn, idleMs, longestMs);
    }

    private static void needsUrl(Section section, String key) {
        if (!section.isEmpty() && !section.has(key)) {
            section.problem(key, "must be given where other keys of this map are");
        }
    }

    static boolean isTls(URI url) {
        return TLS_SCHEMES.contains(url.getScheme());
    }

    static boolean isHere(URI url) {
        String host = url.getHost().startsWith("[")
                ? url.getHost().substring(1, url.getHost().length() - 1)
                : url.getHost();
        return new Address(host, 0).isLoopback();
    }
}
