package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardline.core.alarm.AlarmEvent.Acknowledge;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/** Reads changes as a station would, and checks what must hold of them alone (invariants 1 to 6, 8 and 11). */
final class WatchedLife {
    private final Map<String, AlarmChange> open = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> risen = new HashMap<>();
    private final Map<String, Long> episodes = new HashMap<>();
    private final Map<String, Long> steps = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Map<String, Long>> silenced = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private String sound = "off";

    void read(AlarmEvent event, List<AlarmChange> changes) {
        named.addAll(RandomWard.names(event));
        if (event instanceof AlarmEvent.Restart) {
            sound = "off";
        }
        for (int at = 0; at < changes.size(); at++) {
            read(event, changes.get(at), changes.subList(at + 1, changes.size()));
        }
        long answers = changes.stream()
                .filter(change -> change.change().equals("answer"))
                .count();
        assertThat(answers).as("3: one answer to each").isEqualTo(event instanceof Acknowledge ? 1 : 0);
        if (event instanceof AlarmEvent.Discharge discharge) {
            silenced.remove(discharge.stay());
            assertThat(open.keySet()).as("11").noneMatch(alarm -> alarm.startsWith(discharge.stay() + ":"));
        }
        assertThat(sound).as("5: the sound at %d", event.atMs()).isEqualTo(loudest());
    }

    private void read(AlarmEvent event, AlarmChange change, List<AlarmChange> after) {
        for (String field : List.of("bed", "stay", "device", "station", "by")) {
            change.text(field)
                    .ifPresent(name -> assertThat(named).as("8: " + field).contains(name));
        }
        String alarm = change.alarm().orElse("");
        switch (change.change()) {
            case "answer" -> {
                boolean isOk = change.text("result").orElse("").equals("ok");
                boolean isCovered = event instanceof Acknowledge act && act.v() >= risen.getOrDefault(alarm, 1L);
                assertThat(!isOk || isCovered)
                        .as("2: an older rise was acknowledged")
                        .isTrue();
            }
            case "audio" -> audio(change);
            case "soundCommand" -> sound = change.text("level").orElse("");
            case "notify" -> {
                long step = number(change, "step");
                assertThat(step).as("6: steps of " + alarm).isGreaterThanOrEqualTo(steps.getOrDefault(alarm, 0L));
                steps.put(alarm, step);
            }
            default -> {
                if (change.state().isPresent()) {
                    life(event, change, alarm, after);
                }
            }
        }
    }

    private void audio(AlarmChange change) {
        String stay = change.text("stay").orElse("");
        if (change.text("state").orElse("").equals("on")) {
            silenced.remove(stay);
        } else if (!change.text("why").orElse("").equals("reminder")) {
            Map<String, Long> rises = new HashMap<>();
            open.keySet().stream()
                    .filter(name -> name.startsWith(stay + ":"))
                    .forEach(name -> rises.put(name, risen.get(name)));
            silenced.put(stay, rises);
        }
    }

    private void life(AlarmEvent event, AlarmChange change, String alarm, List<AlarmChange> after) {
        long version = number(change, "v");
        assertThat(version).as("4: version of " + alarm).isEqualTo(versions.getOrDefault(alarm, 0L) + 1);
        versions.put(alarm, version);
        String kind = alarm.substring(0, alarm.lastIndexOf(':'));
        AlarmChange before = open.get(alarm);
        if (change.change().equals("raised")) {
            assertThat(alarm).as("4: episodes").isEqualTo(kind + ":" + episodes.merge(kind, 1L, Long::sum));
            assertThat(open.keySet()).as("4: one at a time").noneMatch(name -> name.startsWith(kind + ":"));
        } else {
            assertThat(before)
                    .as("4: %s of what does not stand", change.change())
                    .isNotNull();
        }
        if (isRise(change)) {
            assertThat(after)
                    .as("6: a rise is told")
                    .anyMatch(next -> next.change().equals("notify")
                            && next.alarm().equals(change.alarm())
                            && next.atMs() == change.atMs());
            risen.put(alarm, version);
            taken.remove(alarm);
        }
        if (change.change().equals("acknowledged") || change.change().equals("reset")) {
            steps.put(alarm, 0L);
            assertThat(taken.add(alarm)).as("3: taken twice").isTrue();
            boolean isOwn = event instanceof Acknowledge act
                    && act.who().equals(change.text("by").orElse(""));
            assertThat(isOwn).as("3: by who asked").isTrue();
        }
        if (before != null) {
            direction(change, before);
        }
        if (change.state().orElse("").equals("over")) {
            open.remove(alarm);
        } else {
            open.put(alarm, change);
        }
    }

    private static void direction(AlarmChange change, AlarmChange before) {
        int moved = level(change).compareTo(level(before));
        if (change.change().equals("escalated")) {
            assertThat(moved).as("4: escalated").isPositive();
        }
        if (change.change().equals("deescalated")) {
            assertThat(moved).as("4: deescalated").isNegative();
            assertThat(change.state()).isEqualTo(before.state());
        }
    }

    private static boolean isRise(AlarmChange change) {
        return switch (change.change()) {
            case "raised", "escalated", "realarmed" -> true;
            case "updated" -> change.text("why").orElse("").equals("returned");
            default -> false;
        };
    }

    private String loudest() {
        AlarmPriority loudest = null;
        for (Map.Entry<String, AlarmChange> alarm : open.entrySet()) {
            AlarmPriority priority = level(alarm.getValue());
            if (isHeard(alarm.getKey(), alarm.getValue()) && (loudest == null || priority.compareTo(loudest) > 0)) {
                loudest = priority;
            }
        }
        return loudest == null ? "off" : loudest.wireName();
    }

    private boolean isHeard(String alarm, AlarmChange change) {
        if (change.state().orElse("").equals("acked")) {
            return false;
        }
        Map<String, Long> silencedRises = silenced.get(change.subject().orElse(""));
        return silencedRises == null
                || (level(change) == AlarmPriority.HIGH
                        && !risen.getOrDefault(alarm, 0L).equals(silencedRises.get(alarm)));
    }

    private static AlarmPriority level(AlarmChange change) {
        return change.priority().orElse(AlarmPriority.LOW);
    }

    private static long number(AlarmChange change, String field) {
        return change.fields().get(field) instanceof Long number ? number : -1;
    }
}
