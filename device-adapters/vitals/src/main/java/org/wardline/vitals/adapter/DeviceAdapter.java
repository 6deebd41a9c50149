package org.wardline.vitals.adapter;

import java.util.List;

/**
 * Reads one protocol. Found by {@link java.util.ServiceLoader}, switched on by its name in the configuration.
 *
 * <p>An adapter is stateless or keeps only bounded state, and may be called from several threads at once.
 */
public interface DeviceAdapter {
    /** Its name in the configuration and in the last level of its topics, such as {@code json}. */
    String name();

    /** The topics it reads on a ward, besides those that the configuration gives it. */
    List<TopicFilter> topics(String ward);

    /** Bytes to readings. Never throws: what cannot be read is {@link Rejected}, what can is kept. */
    Decoding decode(RawMessage message);
}
