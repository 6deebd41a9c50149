package org.wardline.app.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.CareAct;

/** Acts of people as the log has them: one object each, beside the alarm engine's events, called {@code care.…}. */
final class CareJson {
    static final String PREFIX = "care.";

    private CareJson() {}

    static Map<String, @Nullable Object> fields(CareAct act) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("t", act.atMs());
        fields.put("event", act.event());
        fields.put("who", act.who());
        switch (act) {
            case CareAct.Admit admit -> put(admit, fields);
            case CareAct.Discharge discharge -> fields.put("stay", discharge.stay());
            case CareAct.Transfer transfer -> {
                fields.put("stay", transfer.stay());
                fields.put("to", transfer.to());
                fields.put("along", transfer.along());
                fields.put("link", transfer.link());
            }
            case CareAct.Empty empty -> {
                fields.put("bed", empty.bed());
                if (!empty.stay().equals(Optional.of(CareAct.Empty.WHOEVER))) {
                    fields.put("stay", empty.stay().orElse(""));
                }
            }
            case CareAct.Leave leave -> {
                fields.put("station", leave.station());
                fields.put("stay", leave.stay());
                fields.put("back", leave.backWallMs());
            }
            case CareAct.Return back -> {
                fields.put("station", back.station());
                fields.put("stay", back.stay());
            }
            case CareAct.Link link -> {
                fields.put("device", link.device());
                fields.put("bed", link.bed());
                fields.put("from", link.fromWallMs());
                fields.put("method", link.method());
            }
            case CareAct.Unlink unlink -> fields.put("device", unlink.device());
            case CareAct.Correct correct -> put(correct, fields);
        }
        return fields;
    }

    private static void put(CareAct.Admit admit, Map<String, @Nullable Object> fields) {
        fields.put("stay", admit.stay());
        fields.put("bed", admit.bed());
        fields.put("news2", (long) admit.news2());
        fields.put("devices", admit.devices());
        fields.put("method", admit.method());
    }

    private static void put(CareAct.Correct correct, Map<String, @Nullable Object> fields) {
        fields.put("device", correct.device());
        fields.put("from", correct.fromWallMs());
        fields.put("to", correct.toWallMs());
        correct.bed().ifPresent(bed -> fields.put("bed", bed));
    }

    static CareAct act(long atMs, String event, Map<String, @Nullable Object> said) {
        String who = text(said, "who");
        return switch (event.substring(PREFIX.length())) {
            case "admit" ->
                new CareAct.Admit(
                        atMs,
                        who,
                        text(said, "stay"),
                        text(said, "bed"),
                        (int) whole(said, "news2"),
                        texts(said, "devices"),
                        text(said, "method"));
            case "discharge" -> new CareAct.Discharge(atMs, who, text(said, "stay"));
            case "transfer" ->
                new CareAct.Transfer(
                        atMs, who, text(said, "stay"), text(said, "to"), texts(said, "along"), texts(said, "link"));
            case "empty" ->
                new CareAct.Empty(
                        atMs,
                        who,
                        text(said, "bed"),
                        said.containsKey("stay") ? given(said, "stay") : Optional.of(CareAct.Empty.WHOEVER));
            case "leave" ->
                new CareAct.Leave(atMs, who, text(said, "station"), text(said, "stay"), whole(said, "back"));
            case "return" -> new CareAct.Return(atMs, who, text(said, "station"), text(said, "stay"));
            case "link" ->
                new CareAct.Link(
                        atMs, who, text(said, "device"), text(said, "bed"), whole(said, "from"), text(said, "method"));
            case "unlink" -> new CareAct.Unlink(atMs, who, text(said, "device"));
            case "correct" ->
                new CareAct.Correct(
                        atMs, who, text(said, "device"), whole(said, "from"), whole(said, "to"), given(said, "bed"));
            default -> throw new IllegalArgumentException("no act is called so");
        };
    }

    private static String text(Map<String, @Nullable Object> said, String field) {
        return said.get(field) instanceof String text ? text : "";
    }

    private static Optional<String> given(Map<String, @Nullable Object> said, String field) {
        return Optional.of(text(said, field)).filter(text -> !text.isEmpty());
    }

    private static long whole(Map<String, @Nullable Object> said, String field) {
        return said.get(field) instanceof Long whole ? whole : 0;
    }

    private static List<String> texts(Map<String, @Nullable Object> said, String field) {
        return said.get(field) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }
}
