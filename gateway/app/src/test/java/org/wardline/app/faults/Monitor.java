package org.wardline.app.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A monitor at a bed: MQTT 3.1.1 at QoS 1 over a plain socket, so that the moment of the last byte is known. Where its
 * connection breaks, it comes back and sends again what was not acknowledged.
 */
final class Monitor implements AutoCloseable {
    private static final int WELL = 97;
    private static final int ILL = 82;
    private static final long AGAIN_MS = 200;

    private final String name;
    private final Supplier<String> address;
    private final Map<Integer, byte[]> unacknowledged = new LinkedHashMap<>(); // by packet id
    private final List<Episode> episodes = new ArrayList<>();
    private Optional<Socket> connection = Optional.empty();
    private long seq;
    private long acknowledged;
    private boolean isIll;
    private volatile boolean isClosed;

    /** Connects to what is, by then, the gateway's {@code HOST:PORT}. */
    Monitor(String name, Supplier<String> address) {
        this.name = name;
        this.address = address;
        var _ = Thread.ofVirtual().name(name).start(this::live);
    }

    private void live() {
        while (!isClosed) {
            try (var socket = new Socket()) {
                String[] at = address.get().split(":", -1);
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(at[0], Integer.parseInt(at[1])), 5_000);
                socket.getOutputStream().write(Packets.connect(name));
                listen(socket);
            } catch (IOException _) { // it is gone: again, as devices do
                connected(Optional.empty());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void listen(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        in.skipNBytes(4); // CONNACK
        connected(Optional.of(socket));
        while (true) {
            int head = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readUnsignedByte()); // only PUBACK comes here
            if (head == Packets.PUBACK) {
                acknowledged(((body[0] & 0xff) << 8) | (body[1] & 0xff));
            }
        }
    }

    private synchronized void connected(Optional<Socket> socket) {
        connection = socket;
        if (socket.isPresent()) {
            for (byte[] packet : unacknowledged.values()) {
                boolean _ = write(packet);
            }
            if (isIll && !episodes.isEmpty()) {
                episodes.getLast().sent();
            }
        }
    }

    private synchronized void acknowledged(int id) {
        acknowledged += unacknowledged.remove(id) == null ? 0 : 1;
    }

    private boolean write(byte[] packet) {
        try {
            if (connection.isPresent()) {
                OutputStream out = connection.get().getOutputStream();
                out.write(packet);
                return true;
            }
        } catch (IOException _) { // who listens notices, too
            connection = Optional.empty();
        }
        return false;
    }

    /** One reading, of a patient who is well or beyond a limit. */
    synchronized void says(boolean isBeyond) {
        if (isBeyond && !isIll) {
            episodes.add(new Episode(seq));
        }
        String reading = "{\"ts\":" + System.currentTimeMillis() + ",\"seq\":" + seq + ",\"hr\":72,\"spo2\":"
                + (isBeyond ? ILL : WELL) + "}";
        int id = (int) (seq % 60_000) + 1;
        byte[] packet =
                Packets.publish("wards/w1/devices/" + name + "/json", id, reading.getBytes(StandardCharsets.UTF_8));
        unacknowledged.put(id, packet);
        if (write(packet) && isBeyond && !isIll) {
            episodes.getLast().sent();
        }
        isIll = isBeyond;
        seq++;
    }

    /** A dashboard shows an alarm that this reading raised. */
    synchronized void seen(long ofSeq) {
        for (Episode episode : episodes.reversed()) {
            if (episode.firstSeq() <= ofSeq) {
                episode.seen();
                return;
            }
        }
    }

    /** A dashboard that opens finds the bed alarming. */
    synchronized void seenOpen() {
        if (isIll && !episodes.isEmpty()) {
            episodes.getLast().seen();
        }
    }

    /** From here on it counts. */
    synchronized void forget() {
        episodes.clear();
        acknowledged = 0;
    }

    synchronized List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    /** Of what it sent since {@link #forget}, roughly: what was on its way then counts as well. */
    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized int waiting() {
        return unacknowledged.size();
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        if (connection.isPresent()) {
            connection.get().close();
        }
    }
}
