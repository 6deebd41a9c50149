package org.wardline.app.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wardline.app.e2e.GatewayProcess;

/** Classes R and B: record systems, brokers, subscribers and dashboards that are gone, stuck or never read. */
final class PeerFaults {
    private static final int STUCK = 10;
    private static final int FLOOD_BATCH = 200;

    private PeerFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault("R record system is gone", PeerFaults::gone),
                new Fault("R record system says 503", stage -> recordSystem(stage, BadServer.Way.BUSY)),
                new Fault("R record system never answers", stage -> recordSystem(stage, BadServer.Way.SILENT)),
                new Fault("R record system answers a byte a second", stage -> recordSystem(stage, BadServer.Way.SLOW)),
                new Fault(
                        "R record system answers 4 MiB of nonsense",
                        stage -> recordSystem(stage, BadServer.Way.NONSENSE)),
                new Fault("R record system hangs up", stage -> recordSystem(stage, BadServer.Way.HANGS_UP)),
                new Fault("R who is told of alarms never answers", PeerFaults::webhook),
                new Fault("B broker killed", stage -> broker(stage, "KILL")),
                new Fault("B broker stopped, connections open", stage -> broker(stage, "STOP")),
                new Fault("B 10 subscribers at QoS 1 never read", stage -> subscribers(stage, 1)),
                new Fault("B 10 subscribers at QoS 0 never read", stage -> subscribers(stage, 0)),
                new Fault("B 10 other dashboards never read", PeerFaults::dashboards),
                new Fault("B a device floods at line speed", PeerFaults::flood));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void gone(Stage stage) throws IOException {
        stage.set("uplink.fhir.url=http://127.0.0.1:" + freePort() + "/", "uplink.fhir.file=every");
    }

    static void recordSystem(Stage stage, BadServer.Way way) throws IOException {
        var server = new BadServer(way);
        stage.set("uplink.fhir.url=" + server.url(), "uplink.fhir.file=every");
        stage.fault(_ -> awaitAsked(server), _ -> {});
        stage.atEnd(server::close);
    }

    /** The fault is there from the start; it counts once it was met. */
    private static void awaitAsked(BadServer server) throws InterruptedException {
        for (int attempt = 0; server.asked() == 0; attempt++) {
            if (attempt > 1_000) {
                throw new IllegalStateException("the gateway never asked");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void webhook(Stage stage) throws IOException {
        var server = new BadServer(BadServer.Way.SILENT);
        Path secret = Files.writeString(stage.folder().resolve("secret"), "a secret that both sides know");
        stage.set("alarms.webhook.url=" + server.url(), "alarms.webhook.secretFile=" + secret);
        stage.fault(_ -> awaitAsked(server), _ -> {});
        stage.atEnd(server::close);
    }

    private static void broker(Stage stage, String signal) throws Exception {
        Machine.needs("mosquitto");
        int port = freePort();
        Path config = Files.writeString(
                stage.folder().resolve("mosquitto.conf"), "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
        Process broker = new ProcessBuilder("mosquitto", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        stage.set("intake.broker.url=tcp://127.0.0.1:" + port);
        stage.atEnd(broker::destroyForcibly);
        stage.fault(
                _ -> Machine.run("kill", "-" + signal, String.valueOf(broker.pid())), _ -> broker.destroyForcibly());
    }

    private static void subscribers(Stage stage, int qos) {
        stuck(stage, gateway -> gateway.mqtt(), n -> {
            byte[] connect = Packets.connect("stuck-" + n);
            byte[] subscribe = Packets.subscribe("wards/#", qos);
            byte[] both = java.util.Arrays.copyOf(connect, connect.length + subscribe.length);
            System.arraycopy(subscribe, 0, both, connect.length, subscribe.length);
            return both;
        });
    }

    static void dashboards(Stage stage) {
        stuck(
                stage,
                gateway -> gateway.station().substring("http://".length()),
                n -> ("GET /api/stream?station=s" + n + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Where they connect. */
    @FunctionalInterface
    private interface Where {
        String of(GatewayProcess gateway);
    }

    /** What each says, once. */
    @FunctionalInterface
    private interface Says {
        byte[] bytes(int n);
    }

    /** Clients that ask for much, and never read. */
    private static void stuck(Stage stage, Where where, Says says) {
        List<Socket> sockets = new ArrayList<>();
        stage.atEnd(() -> close(sockets));
        stage.fault(
                gateway -> {
                    String[] at = where.of(gateway).split(":", -1);
                    for (int n = 0; n < STUCK; n++) {
                        var socket = new Socket();
                        sockets.add(socket);
                        socket.setReceiveBufferSize(1_024);
                        socket.connect(new InetSocketAddress(at[0], Integer.parseInt(at[1])), 5_000);
                        socket.getOutputStream().write(says.bytes(n));
                    }
                },
                _ -> close(sockets));
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** QoS 0 asks for no answer: nothing slows it but the gateway. */
    private static void flood(Stage stage) {
        List<Socket> sockets = new ArrayList<>();
        stage.atEnd(() -> close(sockets));
        stage.fault(
                gateway -> {
                    String[] at = gateway.mqtt().split(":", -1);
                    var socket = new Socket(at[0], Integer.parseInt(at[1]));
                    sockets.add(socket);
                    socket.getOutputStream().write(Packets.connect("flood"));
                    var _ = Thread.ofPlatform().daemon().name("flood").start(() -> pour(socket));
                },
                _ -> close(sockets));
    }

    private static void pour(Socket socket) {
        try {
            for (long seq = 0; ; ) {
                var batch = new java.io.ByteArrayOutputStream();
                for (int n = 0; n < FLOOD_BATCH; n++) {
                    String reading = "{\"seq\":" + seq++ + ",\"spo2\":97,\"hr\":72}";
                    batch.writeBytes(Packets.publishAtQos0(
                            "wards/w1/devices/flood/json", reading.getBytes(StandardCharsets.US_ASCII)));
                }
                socket.getOutputStream().write(batch.toByteArray());
            }
        } catch (IOException _) { // it is over, or the gateway had enough
            return;
        }
    }
}
