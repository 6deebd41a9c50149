package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.sync.uplink.ScriptedServer.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
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

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void givenPrivateCertificate_whenItIsTrusted_thenTheTokenIsSentAndAllIsDelivered() throws Exception {
        ScriptedServer server = start("ip:127.0.0.1");
        Path token = Files.writeString(home.resolve("token"), "secret");

        Delivery delivery = await(uplink(server, Optional.of(token), Optional.of(home.resolve("ca.pem")))
                .send(batch()));

        assertThat(delivery.accepted()).isEqualTo(1);
        assertThat(server.requests.getFirst().getHeader("Authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void givenPrivateCertificate_whenItIsNotTrusted_thenNothingIsSent() throws Exception {
        ScriptedServer server = start("ip:127.0.0.1");

        Delivery delivery =
                await(uplink(server, Optional.empty(), Optional.empty()).send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(server.bodies).isEmpty();
    }

    @Test
    void givenCertificateOfAnotherHost_whenItIsTrusted_thenNothingIsSent() throws Exception {
        ScriptedServer server = start("dns:elsewhere.example");

        Delivery delivery = await(uplink(server, Optional.empty(), Optional.of(home.resolve("ca.pem")))
                .send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(server.bodies).isEmpty();
    }

    @Test
    void givenCertificateFileThatIsMissing_whenSent_thenItIsLaterAndNotABug() throws Exception {
        ScriptedServer server = start("ip:127.0.0.1");

        Delivery delivery = await(uplink(server, Optional.empty(), Optional.of(home.resolve("nowhere.pem")))
                .send(batch()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
    }

    private ScriptedServer start(String name) throws IOException, InterruptedException {
        String store = home.resolve("server.p12").toString();
        String pem = home.resolve("ca.pem").toString();
        List<String> access = List.of("-keystore", store, "-storepass", PASSWORD, "-alias", "server");
        keytool(access, "-genkeypair", "-keyalg", "EC", "-dname", "CN=record system", "-ext", "san=" + name);
        keytool(access, "-exportcert", "-rfc", "-file", pem);
        var options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(store).setPassword(PASSWORD));
        return ScriptedServer.start(vertx, options);
    }

    private static void keytool(List<String> access, String... what) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(what));
        command.addAll(access);
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(status).isZero();
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
