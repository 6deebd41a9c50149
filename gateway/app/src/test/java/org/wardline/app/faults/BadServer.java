package org.wardline.app.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A record system, or whoever is told of alarms, that is not well. */
final class BadServer implements AutoCloseable {
    private static final int NONSENSE_BYTES = 4 << 20;

    private final ServerSocket socket;
    private final Way way;
    private final AtomicInteger asked = new AtomicInteger();

    /** What it does with whoever asks. */
    enum Way {
        /** Nothing: takes the connection and all bytes. */
        SILENT,
        /** 503. */
        BUSY,
        /** An answer, a byte a second. */
        SLOW,
        /** 200, and 4 MiB that are no answer. */
        NONSENSE,
        /** Closes at once. */
        HANGS_UP
    }

    BadServer(Way way) throws IOException {
        this.way = way;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var _ = Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    /** How many connections it took. */
    int asked() {
        return asked.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket taken = socket.accept();
                asked.incrementAndGet();
                var _ = Thread.ofVirtual().start(() -> answer(taken));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void answer(Socket taken) {
        try (taken) {
            if (way == Way.HANGS_UP) {
                return;
            }
            var _ = Thread.ofVirtual().start(() -> swallow(taken));
            OutputStream out = taken.getOutputStream();
            switch (way) {
                case BUSY -> out.write(ascii("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                case NONSENSE -> {
                    out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + NONSENSE_BYTES + "\r\n\r\n"));
                    out.write(new byte[NONSENSE_BYTES]);
                }
                case SLOW -> drip(out);
                case SILENT, HANGS_UP -> {}
            }
            TimeUnit.MINUTES.sleep(10);
        } catch (IOException | InterruptedException _) { // whoever asked has gone
            asked.get();
        }
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        for (byte one : ascii("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "{".repeat(600))) {
            out.write(one);
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static void swallow(Socket taken) {
        try {
            var _ = taken.getInputStream().transferTo(OutputStream.nullOutputStream());
            taken.close();
        } catch (IOException _) { // answered and closed
            return;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
