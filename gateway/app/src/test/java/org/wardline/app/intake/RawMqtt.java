package org.wardline.app.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An MQTT client of raw bytes, 3.1.1 or 5, that does what no library would. */
final class RawMqtt implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final boolean isFive;

    RawMqtt(int port, boolean isFive, String user) throws IOException {
        this.isFive = isFive;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(isFive ? 5 : 4);
        body.write(user.isEmpty() ? 2 : 2 | 0xC0);
        body.write(0);
        body.write(60);
        if (isFive) {
            body.write(0);
        }
        text(body, "raw" + user);
        if (!user.isEmpty()) {
            text(body, user);
            text(body, "secret");
        }
        send(0x10, body.toByteArray());
    }

    void publish(int qos, int packetId, String topic, int payloadBytes) throws IOException {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            body.write(packetId >> 8);
            body.write(packetId);
        }
        if (isFive) {
            body.write(0);
        }
        body.write(new byte[payloadBytes]);
        send(0x30 | (qos << 1), body.toByteArray());
    }

    void subscribe(String filter, int qos) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(0);
        body.write(1);
        text(body, filter);
        body.write(qos);
        send(0x82, body.toByteArray());
    }

    private void send(int head, byte[] body) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(head);
        int left = body.length;
        do {
            frame.write(left > 127 ? (left & 127) | 128 : left);
            left >>= 7;
        } while (left > 0);
        frame.write(body);
        socket.getOutputStream().write(frame.toByteArray());
        socket.getOutputStream().flush();
    }

    /** The next packet: its first byte, then its body; empty at the end of the connection. */
    byte[] next() throws IOException {
        int head = in.read();
        if (head < 0) {
            return new byte[0];
        }
        int length = 0;
        int shift = 0;
        int part;
        do {
            part = in.readUnsignedByte();
            length |= (part & 127) << shift;
            shift += 7;
        } while (part > 127);
        byte[] packet = new byte[length + 1];
        packet[0] = (byte) head;
        in.readFully(packet, 1, length);
        return packet;
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(bytes.length >> 8);
        to.write(bytes.length);
        to.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
