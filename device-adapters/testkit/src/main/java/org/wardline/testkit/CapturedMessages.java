package org.wardline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.adapter.RawMessage;

/**
 * The captured messages of an adapter: {@code src/test/resources/captured/NAME.payload} holds the bytes,
 * {@code NAME.expected} beside it the topic ({@code topic T}), perhaps the device that the topic names ({@code device D}),
 * and then the {@link Transcript} of what they mean.
 */
public final class CapturedMessages {
    /** When they were received: 2026-11-22T04:18:32Z. */
    public static final long RECEIVED_AT_MS = 1_795_321_112_000L;

    private static final String PAYLOAD = ".payload";

    private CapturedMessages() {}

    /** Those beside a test class, by name; none is an error, since a contract over nothing proves nothing. */
    public static List<CapturedMessage> of(Class<?> test) {
        URL folder = test.getResource("/captured");
        if (folder == null) {
            throw new IllegalStateException("src/test/resources/captured is missing");
        }
        try (Stream<Path> files = Files.list(Path.of(uri(folder)))) {
            return files.filter(file -> file.toString().endsWith(PAYLOAD))
                    .sorted()
                    .map(CapturedMessages::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("captured messages cannot be listed", e);
        }
    }

    private static CapturedMessage read(Path payloadFile) {
        String name = payloadFile.getFileName().toString().replace(PAYLOAD, "");
        try {
            byte[] payload = Files.readAllBytes(payloadFile);
            List<String> lines = new ArrayList<>(Files.readAllLines(payloadFile.resolveSibling(name + ".expected")));
            String topic = lines.removeFirst().substring("topic ".length());
            if (!lines.isEmpty() && lines.getFirst().startsWith("device ")) {
                var device = new DeviceId(lines.removeFirst().substring("device ".length()));
                return new CapturedMessage(name, RawMessage.of(topic, device, RECEIVED_AT_MS, payload), lines);
            }
            return new CapturedMessage(name, RawMessage.of(topic, RECEIVED_AT_MS, payload), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("captured message " + name + " cannot be read", e);
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource's own address is no address", e);
        }
    }
}
