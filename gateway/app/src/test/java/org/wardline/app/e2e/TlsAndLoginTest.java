package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.security.NewPassword;

/** Beyond this machine: TLS and a login, at the MQTT endpoint and at the station. */
class TlsAndLoginTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void thereAreACertificateAndAUser() throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
        KeyPair pair = pairs.generateKeyPair();
        var name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        byte[] certificate = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        pem("server.pem", "CERTIFICATE", certificate);
        pem("server.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        String hash = NewPassword.hashOf(new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8)));
        Files.writeString(folder.resolve("users"), "ann:" + hash + "\n");
    }

    private void pem(String file, String kind, byte[] der) throws IOException {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + kind + "-----\n" + encoder.encodeToString(der) + "\n-----END " + kind + "-----\n");
    }

    private GatewayProcess gateway() throws Exception {
        return GatewayProcess.start(
                folder.resolve("data"),
                "devices.admit=any",
                "intake.mqtt.listen=127.0.0.1:0",
                "intake.mqtt.tls.certificate=" + folder.resolve("server.pem"),
                "intake.mqtt.tls.key=" + folder.resolve("server.key"),
                "intake.mqtt.users=" + folder.resolve("users"),
                "station.listen=127.0.0.1:0",
                "station.tls.certificate=" + folder.resolve("server.pem"),
                "station.tls.key=" + folder.resolve("server.key"),
                "station.users=" + folder.resolve("users"));
    }

    private int publish(GatewayProcess gateway, String password) throws Exception {
        String port = gateway.mqtt().substring(gateway.mqtt().indexOf(':') + 1);
        return new ProcessBuilder(List.of(
                        "mosquitto_pub",
                        "-h",
                        "localhost",
                        "-p",
                        port,
                        "--cafile",
                        folder.resolve("server.pem").toString(),
                        "-u",
                        "ann",
                        "-P",
                        password,
                        "-q",
                        "1",
                        "-t",
                        "wards/w1/devices/m-1/json",
                        "-m",
                        "{\"seq\":1,\"hr\":72}"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pub.log").toFile())
                .start()
                .waitFor();
    }

    @Test
    void givenTlsAndUsers_whenDevicesConnect_thenOnlyTheRightPasswordIsHeard() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mosquitto_pub")), "mosquitto-clients is not installed");
        try (var gateway = gateway()) {
            assertThat(publish(gateway, "wrong")).isNotZero();
            assertThat(publish(gateway, PASSWORD)).isZero();
            assertThat(gateway.stop()).isZero();
            assertThat(gateway.errors()).doesNotContain(PASSWORD).doesNotContain("wrong");
        }
        assertThat(GatewayProcess.stored(folder.resolve("data"))).containsExactly("m-1,1");
    }

    @Test
    void givenTlsAndUsers_whenSomebodyLooksAtTheStation_thenHeMustSayWhoHeIs() throws Exception {
        try (var gateway = gateway();
                HttpClient http = HttpClient.newBuilder().sslContext(trust()).build()) {
            assertThat(gateway.station()).startsWith("https://");
            assertThat(status(http, gateway, "/api/snapshot", "")).isEqualTo(401);
            assertThat(status(http, gateway, "/api/snapshot", "ann:wrong")).isEqualTo(401);
            assertThat(status(http, gateway, "/api/snapshot", "ann:" + PASSWORD))
                    .isEqualTo(200);
            assertThat(status(http, gateway, "/health/live", "")).isEqualTo(200);
            assertThat(status(http, gateway, "/metrics", "")).isEqualTo(401);
        }
    }

    private static int status(HttpClient http, GatewayProcess gateway, String path, String login)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway.station() + path));
        if (!login.isEmpty()) {
            String pair = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + pair);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private SSLContext trust() throws Exception {
        assertThat(InetAddress.getLoopbackAddress().getHostAddress()).isEqualTo("127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(folder.resolve("server.pem"))) {
            store.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
