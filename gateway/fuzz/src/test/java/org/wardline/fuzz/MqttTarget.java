package org.wardline.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The MQTT endpoint over a socket. The first byte says what comes before the rest: nothing, a CONNECT of 3.1.1 or of 5, a
 * flood; and whether the rest comes in one piece, or is made into packets with right lengths, or with wrong ones.
 */
public final class MqttTarget {
    private static final int FLOOD = 300;

    private MqttTarget() {}

    /** The one gateway, made at the first input. */
    private static final class Holder {
        static final WholeGateway GATEWAY = made();

        private static WholeGateway made() {
            try {
                return new WholeGateway();
            } catch (Exception e) {
                throw new IllegalStateException("the gateway does not start", e);
            }
        }
    }

    /** Makes the gateway before the first input. */
    public static void fuzzerInitialize() {
        int _ = Holder.GATEWAY.mqttPort();
    }

    /** What one stranger says. */
    public static void fuzzerTestOneInput(byte[] said) throws Exception {
        if (said.length == 0) {
            return;
        }
        int how = said[0] & 0xff;
        byte[] rest = Arrays.copyOfRange(said, 1, said.length);
        byte[] greeting = switch (how & 3) {
            case 0 -> new byte[0];
            case 1 -> Packets.connect("f" + (how >> 5), 4);
            case 2 -> Packets.connect("f" + (how >> 5), 5);
            default -> Packets.connect("", 4);
        };
        switch ((how >> 2) & 7) {
            case 0 -> hear(greeting, rest);
            case 1 -> hear(greeting, packets(rest, 0));
            case 2 -> hear(greeting, packets(rest, how >> 5));
            case 3 ->
                hear(
                        greeting,
                        Arrays.copyOf(rest, rest.length / 2),
                        Arrays.copyOfRange(rest, rest.length / 2, rest.length));
            case 4 -> hear(greeting, flood(rest));
            case 5 -> hear(greeting, hugeTopic(rest));
            case 6 -> hear(greeting, Packets.publish("wards/w1/devices/f" + (how >> 5) + "/json", 7, rest));
            default -> hear(greeting, greeting, rest);
        }
    }

    private static void hear(byte[]... parts) throws Exception {
        Holder.GATEWAY.hear(Holder.GATEWAY.mqttPort(), parts);
    }

    /** Runs of a head, a length and so many bytes; the length on the wire is wrong by a little. */
    private static byte[] packets(byte[] from, int wrongBy) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at + 1 < from.length; ) {
            int length = Math.min(from[at + 1] & 0xff, from.length - at - 2);
            byte[] packet = Packets.packet(from[at] & 0xff, Arrays.copyOfRange(from, at + 2, at + 2 + length));
            packet[1] += (byte) wrongBy;
            out.writeBytes(packet);
            at += 2 + length;
        }
        return out.toByteArray();
    }

    private static byte[] flood(byte[] packet) {
        byte[] small = Arrays.copyOf(packet, Math.min(packet.length, 512));
        var out = new ByteArrayOutputStream();
        for (int times = 0; times < FLOOD; times++) {
            out.writeBytes(small);
        }
        return out.toByteArray();
    }

    private static byte[] hugeTopic(byte[] rest) {
        var topic = new StringBuilder("wards/w1/devices/");
        for (byte each : rest) {
            topic.append((char) (each & 0xff)).append("/x".repeat(each & 63));
        }
        String text = topic.substring(0, Math.min(topic.length(), 20_000));
        return Packets.publish(text, 9, rest);
    }
}
