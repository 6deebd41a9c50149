package org.wardline.app.station;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The wire between a page and its gateway, which can go bad in several ways. */
final class Wire implements AutoCloseable {
    private static final long TURN_MS = 20;
    private static final int TRICKLE_BYTES_S = 10;

    private final int to;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket server;
    private volatile State state = State.GOOD;
    private volatile long sinceNs = System.nanoTime();
    private volatile boolean isClosed;

    /** How it is. */
    enum State {
        GOOD,
        /** Nothing passes; nobody is told. */
        SILENT,
        /** Questions pass, answers do not. */
        DEAF,
        /** Connections break, and none is taken. */
        SHUT,
        /** Answers pass at {@link #TRICKLE_BYTES_S}. */
        TRICKLE,
        /** Answers pass at half their speed: steadily, and older and older. */
        LATE
    }

    /** What came, and when. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(byte[] bytes, long atNs) {}

    Wire(int to) throws IOException {
        this.to = to;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        listen();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** From now on it is so. */
    void be(State next) throws IOException {
        if (state == State.SHUT && next != State.SHUT) {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listen();
        }
        sinceNs = System.nanoTime();
        state = next;
        if (next == State.SHUT) {
            server.close();
            hangUp();
        }
    }

    private void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void listen() {
        ServerSocket listening = server;
        var _ = Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    join(listening.accept());
                } catch (IOException _) { // closed, or the gateway is gone
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
    }

    private void join(Socket page) throws IOException {
        sockets.add(page);
        var gateway = new Socket(InetAddress.getLoopbackAddress(), to);
        sockets.add(gateway);
        page.setTcpNoDelay(true);
        gateway.setTcpNoDelay(true);
        carry(page, gateway, false);
        carry(gateway, page, true);
    }

    private void carry(Socket from, Socket into, boolean isAnswer) {
        BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(10_000);
        var _ = Thread.ofVirtual().start(() -> read(from, waiting));
        var _ = Thread.ofVirtual().start(() -> write(waiting, into, isAnswer));
    }

    private void read(Socket from, BlockingQueue<Chunk> waiting) {
        byte[] some = new byte[4_096];
        try (InputStream in = from.getInputStream()) {
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                waiting.put(new Chunk(Arrays.copyOf(some, length), System.nanoTime()));
            }
        } catch (IOException | InterruptedException _) { // it broke
            sockets.remove(from);
        } finally {
            var _ = waiting.offer(new Chunk(new byte[0], System.nanoTime())); // the end
        }
    }

    private void write(BlockingQueue<Chunk> waiting, Socket into, boolean isAnswer) {
        try (OutputStream out = into.getOutputStream()) {
            for (Chunk chunk = waiting.take(); chunk.bytes.length > 0; chunk = waiting.take()) {
                deliver(chunk, out, isAnswer);
            }
        } catch (IOException | InterruptedException _) { // it broke
            sockets.remove(into);
        }
    }

    private void deliver(Chunk chunk, OutputStream out, boolean isAnswer) throws IOException, InterruptedException {
        int sent = 0;
        while (!isHeld(chunk, isAnswer)) {
            boolean isTrickle = state == State.TRICKLE && isAnswer;
            int length = isTrickle ? Math.min(TRICKLE_BYTES_S, chunk.bytes.length - sent) : chunk.bytes.length - sent;
            out.write(chunk.bytes, sent, length);
            sent += length;
            if (sent == chunk.bytes.length) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        while (isHeld(chunk, isAnswer)) {
            TimeUnit.MILLISECONDS.sleep(TURN_MS);
        }
        out.write(chunk.bytes, sent, chunk.bytes.length - sent);
    }

    private boolean isHeld(Chunk chunk, boolean isAnswer) {
        if (isClosed) {
            return false;
        }
        return switch (state) {
            case GOOD, SHUT, TRICKLE -> false;
            case SILENT -> true;
            case DEAF -> isAnswer;
            case LATE -> isAnswer && System.nanoTime() - sinceNs < 2 * (chunk.atNs - sinceNs);
        };
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
        hangUp();
    }
}
