package org.wardline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.config.GatewayConfig.Bed;
import org.wardline.app.config.GatewayConfig.Device;
import org.wardline.app.config.GatewayConfig.Filing;
import org.wardline.app.config.GatewayConfig.Patient;
import org.wardline.app.config.GatewayConfig.Patients;
import org.wardline.app.config.GatewayConfig.Stay;
import org.wardline.app.config.GatewayConfig.Tls;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    private ConfigFolder files = new ConfigFolder(Path.of("."));

    @BeforeEach
    void makeFiles() throws IOException {
        files = ConfigFolder.in(folder);
    }

    private static final GatewayConfig DEFAULTS = new GatewayConfig(
            "ward",
            Path.of("./data"),
            new GatewayConfig.Intake(
                    new GatewayConfig.Mqtt(
                            Optional.of(new Address("127.0.0.1", 1883)), false, Optional.empty(), Optional.empty()),
                    Optional.empty()),
            List.of("json"),
            new GatewayConfig.Devices(GatewayConfig.Admit.LISTED, List.of()),
            List.of(),
            List.of(),
            Map.of(),
            new GatewayConfig.AlarmWays(List.of(), Optional.empty()),
            new GatewayConfig.Models(List.of("anomaly"), 1_000),
            new GatewayConfig.Buffer(
                    72 * 3_600_000L, 4L << 30, Path.of("./data/root.key"), new GatewayConfig.Commit(1_000, 64 << 10)),
            new GatewayConfig.Uplink(Optional.empty(), Optional.empty()),
            new GatewayConfig.Station(
                    new Address("127.0.0.1", 8080),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    new GatewayConfig.Accounts(true, 600_000, 12 * 3_600_000),
                    Optional.empty(),
                    GatewayConfig.Labels.INITIALS,
                    List.of(LocalTime.of(7, 0), LocalTime.of(15, 0), LocalTime.of(23, 0))));

    @Test
    void givenNothing_whenLoaded_thenEveryKeyHasItsDefault() {
        assertThat(ConfigLoader.load(Optional.empty(), List.of(), ConfigFolder::alarmProblems))
                .isEqualTo(new ConfigLoader.Valid(DEFAULTS, List.of()));
    }

    @Test
    void givenEmptyFileOrKeysWithoutValues_whenLoaded_thenDefaults() throws IOException {
        assertThat(files.config("")).isEqualTo(DEFAULTS);
        assertThat(files.config("# nothing\nward:\nintake:\n  mqtt:\n    listen: ~\nbeds:\nuplink: null\n"))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void givenExampleOfThePackage_whenLoaded_thenItSaysTheDefaults() throws IOException {
        assertThat(files.valid(ConfigFolder.resource("wardline.example.yaml")))
                .isEqualTo(new ConfigLoader.Valid(DEFAULTS, List.of()));
    }

    @Test
    void givenExampleWithItsCommentsTakenAway_whenLoaded_thenOnlyItsFilesAreMissing() throws IOException {
        String all = ConfigFolder.resource("wardline.example.yaml")
                .replaceAll("(?m)^( *)#(?! [^ ])", "$1") // prose begins with one blank
                .replaceAll("(?m)^( *(?:beds|list|stays|alarms|uplink):) \\{}", "$1");

        assertThat(files.said(all))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsAnyOf("must be a readable", "must be given where", "a program that may be run"));
    }

    @Test
    void givenEveryKey_whenLoaded_thenEachIsThere() throws IOException {
        GatewayConfig config = files.config(ConfigFolder.resource("everything.yaml"));

        Path pem = folder.resolve("server.pem");
        var tls = new Tls(pem, pem, Optional.of(pem));
        Path secret = folder.resolve("secret");
        assertThat(config.ward()).isEqualTo("4B");
        assertThat(config.intake().mqtt())
                .isEqualTo(new GatewayConfig.Mqtt(
                        Optional.of(new Address("0.0.0.0", 8883)),
                        true,
                        Optional.of(tls),
                        Optional.of(folder.resolve("users"))));
        assertThat(config.intake().broker())
                .contains(new GatewayConfig.Broker(
                        URI.create("mqtts://broker.example:8883"),
                        "me",
                        Optional.of("wardline"),
                        Optional.of(secret),
                        Optional.of(pem),
                        3_600_000));
        assertThat(config.adapters()).containsExactly("json", "senml");
        assertThat(config.alarms()).doesNotContainKeys("sounder", "webhook").containsKey("delay");
        assertThat(config.alarmWays())
                .isEqualTo(new GatewayConfig.AlarmWays(
                        List.of(folder.resolve("sounder").toString(), "--level", "{level}"),
                        Optional.of(new GatewayConfig.Webhook(
                                URI.create("https://pager.example/alarms"),
                                folder.resolve("long-secret"),
                                Optional.of(pem),
                                2_000))));
        assertThat(config.models()).isEqualTo(new GatewayConfig.Models(List.of("anomaly", "sepsis"), 0));
        assertThat(config.buffer())
                .isEqualTo(new GatewayConfig.Buffer(
                        7 * 86_400_000L, 1L << 30, folder.resolve("root.key"), new GatewayConfig.Commit(20, 1 << 20)));
        assertThat(config.uplink())
                .isEqualTo(new GatewayConfig.Uplink(
                        Optional.of(new GatewayConfig.Fhir(
                                URI.create("https://ehr.example/fhir"),
                                Filing.EVERY,
                                Patients.CREATE,
                                Optional.of(secret),
                                Optional.of(pem),
                                "urn:oid:9")),
                        Optional.of(new GatewayConfig.Files(folder.resolve("out"), Filing.MINUTE))));
        assertThat(config.station())
                .isEqualTo(new GatewayConfig.Station(
                        new Address("::1", 0),
                        false,
                        Optional.of(tls),
                        Optional.of(folder.resolve("users")),
                        new GatewayConfig.Accounts(false, 120_000, 8 * 3_600_000),
                        Optional.of(secret),
                        GatewayConfig.Labels.NONE,
                        List.of(LocalTime.of(6, 30), LocalTime.of(18, 30))));
    }

    @Test
    void givenWardOfTheFile_whenLoaded_thenBedsDevicesAndStaysKeepItsOrder() throws IOException {
        GatewayConfig config = files.config(ConfigFolder.resource("everything.yaml"));

        BedId seven = new BedId("07");
        BedId eight = new BedId("8");
        assertThat(config.beds())
                .containsExactly(new Bed(eight, "Bed eight", "Room 2"), new Bed(seven, "Bed seven", ""));
        assertThat(config.devices().list())
                .containsExactly(
                        new Device(new DeviceId("m-12"), seven, Map.of(), List.of()),
                        new Device(
                                new DeviceId("m.13"),
                                eight,
                                Map.of(VitalSign.HEART_RATE, 1_000L, VitalSign.TEMP, 0L),
                                List.of("ap1", "relay_2")));
        assertThat(config.stays())
                .containsExactly(
                        new Stay(
                                new StayId("07"),
                                seven,
                                Optional.of(new Patient("urn:oid:9", "MRN-1")),
                                0,
                                Long.MAX_VALUE,
                                1),
                        new Stay(
                                new StayId("s2"),
                                eight,
                                Optional.of(new Patient("urn:oid:1.2.3", "MRN-2")),
                                1_795_321_111_123L,
                                1_796_000_000_000L,
                                2));
        assertThat(config.toString()).as("names no patient").doesNotContain("MRN");
    }

    @Test
    void givenAlarms_whenLoaded_thenTheEngineGetsThemAsWritten() throws IOException {
        Map<String, ?> alarms = files.config(ConfigFolder.resource("everything.yaml"), "alarms.flood.ward=12")
                .alarms();

        assertThat(alarms.get("delay")).isEqualTo("0s");
        assertThat(alarms.get("flood")).isEqualTo(Map.of("ward", new BigDecimal("12")));
        assertThat(alarms.get("stations")).isEqualTo(Map.of("required", true));
        assertThat(alarms.get("steps")).isEqualTo(Map.of("low", List.of("nurse:0s")));
        assertThat(alarms.get("rules")).hasToString("{spo2={low={medium={below=88.50}, high=null}}}");
    }

    @Test
    void givenAlarmKeyWithDotsAndSetOverIt_whenLoaded_thenBothMeanTheSame() throws IOException {
        String yaml = "alarms: {rules: {spo2: {low: {medium: {below: 87, delay: 5s}}}, spo2.low.high: {below: 70}}}\n";

        Map<String, ?> alarms =
                files.config(yaml, "alarms.rules.spo2.low.medium.below=88").alarms();

        assertThat(alarms).hasToString("{rules={spo2={low={medium={below=88, delay=5s}, high={below=70}}}}}");
    }

    @Test
    void givenNoBeds_whenDevicesAndStaysNameSome_thenThoseAreTheBeds() throws IOException {
        GatewayConfig config = files.config("devices: {list: {m-12: 7, m-13: 3}}\nstays: {s1: {bed: 9}}\n");

        assertThat(config.beds()).extracting(bed -> bed.bed().name()).containsExactly("7", "3", "9");
    }

    @Test
    void givenTwoStaysOneAfterTheOther_whenLoaded_thenBothStand() throws IOException {
        String yaml = "stays:\n  s1: {bed: 7, to: 2026-11-22T10:00:00Z}\n  s2: {bed: 7, from: 2026-11-22T10:00:00Z}\n";

        List<Stay> stays = files.config(yaml).stays();

        long change = 1_795_341_600_000L;
        assertThat(stays.get(0).holds(change)).isFalse();
        assertThat(stays.get(1).holds(change)).isTrue();
        assertThat(stays.get(0).holds(change - 1)).isTrue();
    }

    @Test
    void givenFileAndSets_whenLoaded_thenTheLastSetWins() throws IOException {
        String yaml = "ward: file\nbuffer: {keep: 1h, maxBytes: 1GiB}\nadapters: [json]\n";

        GatewayConfig config = files.config(
                yaml,
                "buffer.keep=2h",
                "buffer.keep=3h",
                "ward=set",
                "adapters=[json, senml]",
                "intake.mqtt.listen=127.0.0.1:0",
                "devices.list.m-12={\"bed\":\"7\",\"signs\":{\"hr\":\"1s\"}}",
                "devices.list.m-12.via=[\"ap1\"]");

        assertThat(config.ward()).isEqualTo("set");
        assertThat(config.buffer().keepMs()).isEqualTo(3 * 3_600_000L);
        assertThat(config.buffer().maxBytes()).isEqualTo(1L << 30);
        assertThat(config.adapters()).containsExactly("json", "senml");
        assertThat(config.intake().mqtt().listen()).contains(new Address("127.0.0.1", 0));
        assertThat(config.devices().list())
                .containsExactly(new Device(
                        new DeviceId("m-12"), new BedId("7"), Map.of(VitalSign.HEART_RATE, 1_000L), List.of("ap1")));
    }

    @Test
    void givenSetOfAMap_whenLoaded_thenItReplacesTheFiles() throws IOException {
        GatewayConfig config = files.config("buffer: {keep: 1h, maxBytes: 1GiB}\n", "buffer={keep: 2h}", "models=null");

        assertThat(config.buffer().maxBytes()).isEqualTo(4L << 30);
        assertThat(config.models()).isEqualTo(DEFAULTS.models());
    }

    @Test
    void givenSetThatIsNoJson_whenTaken_thenItIsText() {
        assertThat(YamlReader.argument("[a").plain()).isEqualTo("[a");
        assertThat(YamlReader.argument("07").plain()).isEqualTo("07");
        assertThat(YamlReader.argument("~").plain()).isEqualTo("~");
        assertThat(YamlReader.argument("a: b").plain()).isEqualTo("a: b");
        assertThat(YamlReader.argument("1.50").plain()).isEqualTo(new BigDecimal("1.50"));
        assertThat(YamlReader.argument("true").plain()).isEqualTo(true);
        assertThat(YamlReader.argument("null").plain()).isNull();
        assertThat(YamlReader.argument("\"true\"").plain()).isEqualTo("true");
        assertThat(YamlReader.argument("[\"nurse:0s\", 1]").plain())
                .isEqualTo(List.of("nurse:0s", new BigDecimal("1")));
    }

    @Test
    void givenServersThatAreOpen_whenLoaded_thenTheyAreNoticed() throws IOException {
        ConfigLoader.Valid loaded = files.valid("""
                intake: {mqtt: {listen: "0.0.0.0:1883", open: true}, broker: {url: "tcp://broker.example"}}
                station: {listen: "ward.example:80", open: true}
                uplink: {fhir: {url: "http://ehr.example/fhir"}}
                """);

        assertThat(loaded.notices())
                .containsExactly(
                        "intake.broker.url: readings come without TLS; prefer ssl:// or mqtts://",
                        "intake.mqtt.open: anybody on the network of 0.0.0.0:1883 reaches it without TLS and login",
                        "uplink.fhir.url: patient data leave without TLS; prefer https://",
                        "station.open: anybody on the network of ward.example:80 reaches it without TLS and login");
    }

    @Test
    void givenBrokerAlone_whenOwnEndpointIsOff_thenThatIsAllowed() throws IOException {
        GatewayConfig config =
                files.config("intake: {mqtt: {listen: off}, broker: {url: \"tcp://127.0.0.1:1883\"}}\nward: w9\n");

        assertThat(config.intake().mqtt().listen()).isEmpty();
        assertThat(config.intake().broker().orElseThrow().clientId()).isEqualTo("wardline-w9");
    }

    @Test
    void givenJudge_whenOtherKeysAreWrong_thenOnlyAlarmsCount() throws IOException {
        Path file = files.file("ward: \"a b\"\nnonsense: 1\nalarms: {delay: 0s}\n");

        ConfigLoader.AlarmsOnly loaded =
                ConfigLoader.alarmsOnly(Optional.of(file), List.of("alarms.stale=5s"), ConfigFolder::alarmProblems);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.alarms()).hasToString("{delay=0s, stale=5s}");
    }

    @Test
    void givenMoreProblemsThanTheBound_whenLoaded_thenTheFirstAreSaid() throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (int key = 0; key <= Findings.MAX_PROBLEMS; key++) {
            yaml.append("k").append(key).append(": 1\n");
        }

        assertThat(files.said(yaml.toString())).hasSize(Findings.MAX_PROBLEMS);
    }

    @Test
    void givenMoreBedsThanTheBound_whenLoaded_thenItIsSaid() throws IOException {
        StringBuilder yaml = new StringBuilder("beds:\n");
        for (int bed = 0; bed <= WardReader.MAX_BEDS; bed++) {
            yaml.append("  b").append(bed).append(": Bed\n");
        }

        assertThat(files.said(yaml.toString()))
                .containsExactly(folder.resolve("ward.yaml") + ":1: beds: too many; at most 2000");
    }
}
