package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.sync.uplink.ScriptedServer.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Outcome;
import org.wardline.sync.Samples;
import org.wardline.sync.fhir.Patients;

/** A record system behind a private certificate, made here by the JDK's keytool. */
class FhirTlsTest {
    private static final String PASSWORD = "for-this-test";
    private static final String OURS = "ip:127.0.0.1";
    private static final String OTHERS = "dns:elsewhere.example";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    static Path home;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String name : List.of(OURS, OTHERS)) {
            String store = store(name);
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=record system",
                    "-ext",
                    "san=" + name,
                    "-keystore",
                    store,
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "server");
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(keytool.waitFor()).isZero();
            KeyStore made = KeyStore.getInstance(Path.of(store).toFile(), PASSWORD.toCharArray());
            byte[] der = made.getCertificate("server").getEncoded();
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(der) + "\n-----END CERTIFICATE-----\n";
            assertThat(Files.writeString(certificate(name), pem)).exists();
        }
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void givenPrivateCertificate_whenItIsTrusted_thenTheTokenIsSentAndAllIsDelivered() throws Exception {
        ScriptedServer server = start(OURS);
        Path token = Files.writeString(home.resolve("token"), "secret");

        Delivery delivery = await(uplink(server, Optional.of(token), Optional.of(certificate(OURS)))
                .send(batch()));

        assertThat(delivery.accepted()).isEqualTo(1);
        assertThat(server.requests.getFirst().getHeader("Authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void givenPrivateCertificate_whenItIsNotTrusted_thenNothingIsSent() {
        ScriptedServer server = start(OURS);

        Delivery delivery =
                await(uplink(server, Optional.empty(), Optional.empty()).send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(server.bodies).isEmpty();
    }

    @Test
    void givenCertificateOfAnotherHost_whenItIsTrusted_thenNothingIsSent() {
        ScriptedServer server = start(OTHERS);

        Delivery delivery = await(uplink(server, Optional.empty(), Optional.of(certificate(OTHERS)))
                .send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(server.bodies).isEmpty();
    }

    @Test
    void givenCertificateFileThatIsMissing_whenSent_thenItIsLaterAndNotABug() {
        ScriptedServer server = start(OURS);

        Delivery delivery = await(uplink(server, Optional.empty(), Optional.of(home.resolve("nowhere.pem")))
                .send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
    }

    private ScriptedServer start(String name) {
        var options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(store(name)).setPassword(PASSWORD));
        return ScriptedServer.start(vertx, options);
    }

    private static String store(String name) {
        return home.resolve(name.replace(':', '-') + ".p12").toString();
    }

    private static Path certificate(String name) {
        return home.resolve(name.replace(':', '-') + ".pem");
    }

    private FhirUplink uplink(ScriptedServer server, Optional<Path> token, Optional<Path> ca) {
        URI url = URI.create("https" + server.url().toString().substring("http".length()));
        var settings = new FhirSettings(url, Patients.EXPECT, token, ca, 10_000);
        return new FhirUplink(vertx, "fhir", settings, () -> Samples.T0, () -> 0);
    }

    private static Batch batch() {
        return new Batch(
                List.of(Samples.filing(1, Samples.ANNA, Samples.reading("m-1", 1, Samples.T0, Samples.hr(70)))));
    }
}
