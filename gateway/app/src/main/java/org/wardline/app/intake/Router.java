package org.wardline.app.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Names;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.adapter.TopicFilter;

/**
 * Which adapter reads a topic. {@code wards/{ward}/devices/{device}/{adapter}} names device and adapter itself; other
 * topics belong to the adapter that claims them.
 */
public final class Router {
    private final String devicesPrefix;
    private final Map<String, DeviceAdapter> byName = new TreeMap<>();
    private final List<Claim> claims;

    /** A foreign topic that the configuration gives to an adapter. */
    private record Claim(TopicFilter filter, DeviceAdapter adapter) {}

    /** Where a topic leads: an adapter and, where the topic names one, a device; or why nowhere. */
    public static final class Route {
        private final @Nullable DeviceAdapter adapter; // null: nobody reads this topic
        private final @Nullable DeviceId device; // null: the topic names none

        private Route(@Nullable DeviceAdapter adapter, @Nullable DeviceId device) {
            this.adapter = adapter;
            this.device = device;
        }

        /** The bytes as a message of this route. */
        public RawMessage message(String topic, long receivedAtMs, byte[] payload) {
            return device == null
                    ? RawMessage.of(topic, receivedAtMs, payload)
                    : RawMessage.of(topic, device, receivedAtMs, payload);
        }

        /** Reads a message, never throws: an adapter's bug ends as a counted reason. */
        public Decoding decode(RawMessage message) {
            if (adapter == null) {
                return Rejected.whole(message, Reason.UNKNOWN_TOPIC, "no adapter reads this topic");
            }
            if (message.lengthBytes() > MAX_PAYLOAD_BYTES) {
                return Rejected.whole(message, Reason.TOO_LARGE, "at most " + MAX_PAYLOAD_BYTES + " bytes");
            }
            try {
                return adapter.decode(message);
            } catch (RuntimeException fault) { // our bug, counted here: the message is kept for us to look at
                String what =
                        adapter.name() + " failed with " + fault.getClass().getSimpleName();
                return Rejected.whole(message, Reason.ADAPTER_FAULT, what);
            }
        }
    }

    /** The largest payload that is read (wire contract, "MQTT in"). */
    public static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    private static final Route NOWHERE = new Route(null, null);

    /**
     * Routes of a ward.
     *
     * @param adapters those that the configuration names
     */
    public Router(String ward, List<DeviceAdapter> adapters) {
        devicesPrefix = "wards/" + ward + "/devices/";
        claims = adapters.stream()
                .flatMap(adapter -> adapter.topics(ward).stream().map(filter -> new Claim(filter, adapter)))
                .filter(claim -> !claim.filter().text().startsWith(devicesPrefix))
                .toList();
        adapters.forEach(adapter -> byName.put(adapter.name(), adapter));
    }

    /** What to subscribe to at a broker. */
    public List<TopicFilter> subscriptions() {
        return java.util.stream.Stream.concat(
                        byName.keySet().stream().map(name -> new TopicFilter(devicesPrefix + "+/" + name)),
                        claims.stream().map(Claim::filter))
                .toList();
    }

    /** Where a topic leads. */
    public Route route(String topic) {
        if (topic.startsWith(devicesPrefix)) {
            return deviceRoute(topic);
        }
        Optional<Claim> claim =
                claims.stream().filter(c -> c.filter().matches(topic)).findFirst();
        return claim.map(c -> new Route(c.adapter(), null)).orElse(NOWHERE);
    }

    private Route deviceRoute(String topic) {
        int slash = topic.indexOf('/', devicesPrefix.length());
        if (slash < 0) {
            return NOWHERE;
        }
        String device = topic.substring(devicesPrefix.length(), slash);
        DeviceAdapter adapter = byName.get(topic.substring(slash + 1));
        return adapter == null || !Names.isName(device) ? NOWHERE : new Route(adapter, new DeviceId(device));
    }
}
