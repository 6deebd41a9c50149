package org.wardline.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.TopicFilter;

/** Adapters are found on the class path and named in the configuration: found but unnamed stays off, named but missing stops. */
final class Adapters {
    private static final Logger LOG = LoggerFactory.getLogger(Adapters.class);

    private Adapters() {}

    /** The adapters that the configuration names. */
    static List<DeviceAdapter> named(List<String> names, String ward) throws Refused {
        Map<String, DeviceAdapter> found = new TreeMap<>();
        for (DeviceAdapter adapter : ServiceLoader.load(DeviceAdapter.class)) {
            if (found.put(adapter.name(), adapter) != null) {
                throw new Refused("adapters: two adapters are called " + adapter.name());
            }
        }
        List<DeviceAdapter> named = new ArrayList<>();
        for (String name : names) {
            DeviceAdapter adapter = found.remove(name);
            if (adapter == null) {
                throw new Refused("adapters: there is no adapter " + name + ", only " + found.keySet());
            }
            named.add(adapter);
        }
        if (!found.isEmpty()) {
            LOG.info("adapters found but not named in the configuration stay off: {}", found.keySet());
        }
        checkTopics(named, ward);
        return named;
    }

    private static void checkTopics(List<DeviceAdapter> adapters, String ward) throws Refused {
        Map<String, String> owners = new HashMap<>();
        for (DeviceAdapter adapter : adapters) {
            for (TopicFilter filter : adapter.topics(ward)) {
                String other = owners.put(filter.text(), adapter.name());
                if (other != null) {
                    throw new Refused(
                            "adapters: " + other + " and " + adapter.name() + " both read the topic " + filter.text());
                }
            }
        }
    }
}
