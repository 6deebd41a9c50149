package org.wardline.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;
import org.wardline.app.Gateway;
import org.wardline.app.config.ConfigLoader;

/** A gateway in this process, with its sockets, and a well-behaved device that must be served whatever strangers do. */
final class WholeGateway {
    private static final int PATIENCE_MS = 10_000;
    private static final int GRACE_MS = 300;
    private static final int HEALTHY_EVERY = 200;

    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final Gateway.Ready ready;
    private int strangers;
    private int readings;
    private Socket device;

    WholeGateway() throws Exception {
        var errors = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                    failure.set(event.getFormattedMessage() + " " + where(event));
                }
            }
        };
        errors.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(errors);
        Path folder = Path.of(System.getProperty("fuzz.folder", "target")).resolve("data");
        var loaded = ConfigLoader.load(
                Optional.empty(),
                List.of(
                        "ward=w1",
                        "data=" + folder,
                        "intake.mqtt.listen=127.0.0.1:0",
                        "station.listen=127.0.0.1:0",
                        "devices.admit=any",
                        "models.use=[]",
                        "buffer.commit.max=20ms",
                        "buffer.keep=0s"),
                _ -> Map.of());
        if (!(loaded instanceof ConfigLoader.Valid valid)) {
            throw new IllegalStateException("a wrong configuration: " + loaded);
        }
        ready = new Gateway(valid.config(), List.of())
                .start()
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        device = connected();
    }

    private static String where(ILoggingEvent event) {
        if (event.getThrowableProxy() == null) {
            return "";
        }
        var steps = event.getThrowableProxy().getStackTraceElementProxyArray();
        return event.getThrowableProxy().getClassName() + " " + List.of(steps).subList(0, Math.min(12, steps.length));
    }

    int mqttPort() {
        return port(ready.mqtt());
    }

    int stationPort() {
        return port(ready.station());
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** A stranger says this and hangs up; the server answers, or closes, or both. Now and then the well-behaved one is served. */
    void hear(int port, byte[]... parts) throws IOException {
        try (var stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
            stranger.setTcpNoDelay(true);
            stranger.setSoTimeout(GRACE_MS);
            for (byte[] part : parts) {
                stranger.getOutputStream().write(part);
                stranger.getOutputStream().flush();
            }
            stranger.shutdownOutput();
            long _ = stranger.getInputStream().transferTo(OutputStream.nullOutputStream()); // whatever it is
        } catch (SocketTimeoutException _) { // it waits for more: fine, the others are served meanwhile
        } catch (IOException _) { // hung up on: fine as well
        }
        if (++strangers % HEALTHY_EVERY == 0) {
            serveTheDevice();
        }
        String failed = failure.get();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("the gateway logged an error: " + failed);
        }
    }

    private Socket connected() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), mqttPort());
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(Packets.connect("healthy", 4));
        var in = new DataInputStream(socket.getInputStream());
        if (in.readInt() != 0x20020000) {
            throw new IllegalStateException("not welcome");
        }
        return socket;
    }

    private void serveTheDevice() throws IOException {
        int id = 1 + readings % 60_000;
        byte[] reading = ("{\"seq\":" + readings++ + ",\"hr\":72}").getBytes(StandardCharsets.UTF_8);
        if (device.isClosed()) {
            device = connected();
        }
        device.getOutputStream().write(Packets.publish("wards/w1/devices/healthy/json", id, reading));
        try {
            int answer = new DataInputStream(device.getInputStream()).readInt();
            if (answer != (0x40020000 | id)) {
                throw new IllegalStateException("the healthy device was answered " + Integer.toHexString(answer));
            }
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("the healthy device was not acknowledged within " + PATIENCE_MS + " ms", e);
        } catch (java.io.EOFException _) { // somebody took its client id: its right
            device.close();
        }
    }
}
