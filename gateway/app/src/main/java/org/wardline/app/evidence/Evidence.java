package org.wardline.app.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.app.wire.EventJson;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;

/**
 * The evidence of one alarm as a document: everything it came from and everything it said, so that anybody with this file and
 * the alarm engine comes to the same result. A hash over all of it shows whether a byte was changed since.
 */
public final class Evidence {
    static final String FORMAT = "wardline-evidence/1";

    private static final String HASH = "sha256";

    private Evidence() {}

    /** What a check of a document found. */
    public record Check(boolean isGood, String what) {}

    static String hash(Map<String, @Nullable Object> document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(EventJson.text(document).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash of a tree of alarm settings. */
    static String settingsHash(Map<String, @Nullable Object> alarms) {
        return hash(new LinkedHashMap<>(alarms));
    }

    /** The document with the hash over itself. */
    static Map<String, @Nullable Object> sealed(Map<String, @Nullable Object> document) {
        Map<String, @Nullable Object> read = EventJson.fields(EventJson.text(document)); // as it will be read
        read.remove(HASH);
        read.put(HASH, hash(read));
        return read;
    }

    /** Runs a document through the engine again. */
    public static Check check(String text) {
        Map<String, @Nullable Object> document = EventJson.fields(text);
        if (!FORMAT.equals(document.get("format")) || !(document.get("alarm") instanceof String alarm)) {
            return new Check(false, "this is no evidence of an alarm");
        }
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(document);
        if (!(rest.remove(HASH) instanceof String said) || !said.equals(hash(rest))) {
            return new Check(false, "something was changed since it was written: its hash is another");
        }
        return run(alarm, document);
    }

    private static Check run(String alarm, Map<String, @Nullable Object> document) {
        try {
            Map<String, @Nullable Object> tree = map(document.get("settings"));
            if (!settingsHash(tree).equals(document.get("settingsSha256"))) {
                return new Check(false, "the settings are not those of its hash");
            }
            List<AlarmEvent> inputs = new ArrayList<>();
            for (Object input : list(document.get("inputs"))) {
                if (!(EventJson.event(EventJson.text(map(input))) instanceof AlarmEvent event)) {
                    return new Check(false, "its inputs cannot be read");
                }
                inputs.add(event);
            }
            long endMs = document.get("end") instanceof Long end ? end : 0;
            List<String> lines = Reproduction.of(AlarmSettings.of(tree), alarm, inputs, endMs)
                    .lines();
            return compare(lines, list(document.get("changes")));
        } catch (SettingsProblem e) {
            return new Check(false, "its settings cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Check(false, "its inputs cannot be read");
        }
    }

    static Check compare(List<String> lines, List<?> recorded) {
        for (int at = 0; at < Math.max(lines.size(), recorded.size()); at++) {
            String now = at < lines.size() ? lines.get(at) : "nothing";
            Object then = at < recorded.size() ? recorded.get(at) : "nothing";
            if (!now.equals(then)) {
                return new Check(false, "change " + (at + 1) + " of " + recorded.size() + " is another one");
            }
        }
        return new Check(true, recorded.size() + " changes, all the same");
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> any) {
            any.forEach((key, inner) -> map.put(String.valueOf(key), inner));
        }
        return map;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
