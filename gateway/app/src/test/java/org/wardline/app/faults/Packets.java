package org.wardline.app.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** MQTT 3.1.1 as bytes (OASIS, MQTT 3.1.1, section 3). */
final class Packets {
    static final int PUBACK = 0x40;

    private Packets() {}

    static byte[] connect(String client) {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {4, 2, 0, 0}); // level, clean session, no keep-alive
        text(body, client);
        return packet(0x10, body);
    }

    static byte[] publish(String topic, int id, byte[] payload) {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        body.write(id >> 8);
        body.write(id);
        body.writeBytes(payload);
        return packet(0x32, body);
    }

    static byte[] publishAtQos0(String topic, byte[] payload) {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        body.writeBytes(payload);
        return packet(0x30, body);
    }

    static byte[] subscribe(String filter, int qos) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1});
        text(body, filter);
        body.write(qos);
        return packet(0x82, body);
    }

    private static byte[] packet(int head, ByteArrayOutputStream body) {
        var packet = new ByteArrayOutputStream();
        packet.write(head);
        int left = body.size();
        do {
            packet.write(left > 127 ? (left & 127) | 128 : left);
            left >>= 7;
        } while (left > 0);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(bytes.length >> 8);
        to.write(bytes.length);
        to.writeBytes(bytes);
    }
}
