package org.wardline.testkit;

import java.util.List;
import org.wardline.vitals.adapter.RawMessage;

/**
 * A message as a device sent it, and what it means.
 *
 * @param expected lines of a {@link Transcript}
 */
public record CapturedMessage(String name, RawMessage message, List<String> expected) {
    public CapturedMessage {
        expected = List.copyOf(expected);
    }
}
