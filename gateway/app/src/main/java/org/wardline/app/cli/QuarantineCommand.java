package org.wardline.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.app.wire.Json;
import org.wardline.app.wire.WireTime;
import org.wardline.buffer.LogTools;
import org.wardline.buffer.Quarantined;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine}: what no adapter could read. */
@Command(name = "quarantine", description = "Messages that could not be read.")
final class QuarantineCommand {
    private static final int MOST = 1_000;
    private static final int HEAD_SHOWN_BYTES = 160;

    @Command(name = "list", description = "The newest first, one JSON object a line.")
    int list(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(names = "--key", paramLabel = "FILE", defaultValue = "") String key)
            throws IOException {
        for (Quarantined message : LogTools.quarantine(folder, BufferCommand.key(folder, key), MOST)) {
            System.out.println(Json.text(document(message)));
        }
        return 0;
    }

    private static Map<String, Object> document(Quarantined message) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", WireTime.of(message.atWallMs()));
        document.put("topic", message.topic());
        document.put("reason", message.reason());
        document.put("detail", message.detail());
        byte[] head = message.head();
        int shown = Math.min(head.length, HEAD_SHOWN_BYTES);
        document.put("head", new String(head, 0, shown, StandardCharsets.ISO_8859_1));
        return document;
    }
}
