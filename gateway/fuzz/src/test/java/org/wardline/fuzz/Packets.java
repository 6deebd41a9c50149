package org.wardline.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** MQTT packets as bytes. */
final class Packets {
    private Packets() {}

    /** CONNECT of protocol level 4 (3.1.1) or 5. */
    static byte[] connect(String client, int level) {
        var body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.write(level);
        body.write(2);
        body.write(0);
        body.write(60);
        if (level == 5) {
            body.write(0);
        }
        text(body, client);
        return packet(0x10, body.toByteArray());
    }

    /** PUBLISH at QoS 1, 3.1.1. */
    static byte[] publish(String topic, int id, byte[] payload) {
        var body = new ByteArrayOutputStream();
        text(body, topic);
        body.write(id >> 8);
        body.write(id);
        body.writeBytes(payload);
        return packet(0x32, body.toByteArray());
    }

    static byte[] packet(int head, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.write(head);
        int left = body.length;
        do {
            packet.write(left > 127 ? (left & 127) | 128 : left);
            left >>= 7;
        } while (left > 0);
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(bytes.length >> 8);
        to.write(bytes.length);
        to.writeBytes(bytes);
    }
}
