package org.wardline.adapter.json;

import java.util.List;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.TopicFilter;

/** The adapter of the house's own JSON, on {@code wards/{ward}/devices/{device}/json}. Stateless. */
public final class JsonAdapter implements DeviceAdapter {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<TopicFilter> topics(String ward) {
        return List.of(new TopicFilter("wards/" + ward + "/devices/+/json"));
    }

    @Override
    public Decoding decode(RawMessage message) {
        return JsonDecoder.decode(message);
    }
}
