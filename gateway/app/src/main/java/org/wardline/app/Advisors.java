package org.wardline.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.config.GatewayConfig;
import org.wardline.core.Act;
import org.wardline.core.Now;
import org.wardline.core.Whose;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.models.ModelManifest;
import org.wardline.models.ModelRefused;
import org.wardline.models.ModelSource;
import org.wardline.models.Score;
import org.wardline.models.Scorer;
import org.wardline.models.ScoringLane;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * The models that the configuration names, each on a lane of its own: readings go to them, what is worth hearing comes back
 * to the ward.
 *
 * <p>A score is worth hearing when it is beyond the model's threshold, when it is the first that is not any more, and once a
 * minute: so the alarm engine judges as if it heard all, and the log does not fill with calm.
 */
final class Advisors implements DataPath.Models, AutoCloseable {
    /** A calm score is passed on so often: the engine believes a score for a quarter of an hour. */
    static final long CALM_EVERY_MS = 60_000;
    /** Readings before a start from which a model's windows are filled again. */
    static final int RECALLED = 200_000;

    private static final int PAGE = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Advisors.class);

    private final Consumer<Act> ward;
    private final LongSupplier wallMs;
    private final Map<String, ScoringLane> lanes = new LinkedHashMap<>();

    /**
     * No advisors yet.
     *
     * @param ward takes scores, on the models' own threads
     */
    Advisors(Consumer<Act> ward, LongSupplier wallMs) {
        this.ward = ward;
        this.wallMs = wallMs;
    }

    /** The advisors of a configuration. */
    static Advisors of(GatewayConfig config, Consumer<Act> ward, LongSupplier wallMs) throws Refused {
        var advisors = new Advisors(ward, wallMs);
        for (String name : config.models().use()) {
            ModelSource source = ModelSource.shipped(name);
            var setup = ScoringLane.Setup.of(
                    source, config.models().strideMs(), config.data().resolve("model-" + name + ".trial"));
            advisors.add(name, setup, manifest(source).threshold());
        }
        return advisors;
    }

    void add(String name, ScoringLane.Setup setup, double threshold) {
        lanes.put(name, new ScoringLane(name, setup, new Hearing(name, threshold)));
    }

    private static ModelManifest manifest(ModelSource source) throws Refused {
        try {
            return ModelManifest.read(source);
        } catch (ModelRefused refused) {
            throw new Refused("models.use: " + source.name() + ": " + refused.why());
        }
    }

    /** The alarm settings of a configuration, with a rule from its manifest for each model that has none. */
    static Map<String, @Nullable Object> rules(GatewayConfig config) throws Refused {
        Map<String, @Nullable Object> alarms = new LinkedHashMap<>(config.alarms());
        Map<String, @Nullable Object> models = new LinkedHashMap<>();
        if (alarms.get("models") instanceof Map<?, ?> given) {
            given.forEach((name, rule) -> models.put(String.valueOf(name), rule));
        }
        for (String name : config.models().use()) {
            ModelManifest manifest = manifest(ModelSource.shipped(name));
            Map<String, Object> rule = Map.of(
                    "above", BigDecimal.valueOf(manifest.threshold()),
                    "consecutive", BigDecimal.valueOf(manifest.consecutive()));
            models.putIfAbsent(name, Map.of(AlarmPriority.LOW.wireName(), rule));
        }
        alarms.put("models", models);
        return alarms;
    }

    /** Which models there are: version and hash by name. */
    static Map<String, Map<String, String>> known(GatewayConfig config) throws Refused {
        Map<String, Map<String, String>> known = new LinkedHashMap<>();
        for (String name : config.models().use()) {
            ModelManifest manifest = manifest(ModelSource.shipped(name));
            known.put(name, Map.of("version", manifest.version(), "sha256", manifest.sha256()));
        }
        return known;
    }

    /** Starts, and looks back in the log, on a thread of its own. */
    void begin(DataPath.Log log, Whose whose) {
        long last = log.lastNumber();
        var _ = Thread.ofPlatform().daemon(true).name("recall").start(() -> {
            start();
            try {
                recall(log, whose, last);
            } catch (IOException e) {
                LOG.warn(
                        "models begin without what was before: {}", e.getClass().getSimpleName());
            } catch (InterruptedException _) { // stopping
                Thread.currentThread().interrupt();
            }
        });
    }

    void start() {
        lanes.values().forEach(ScoringLane::start);
    }

    @Override
    public void offer(List<PatientReading> readings) {
        long nowMs = wallMs.getAsLong();
        for (ScoringLane lane : lanes.values()) {
            int _ = lane.offer(readings, nowMs); // what finds no room is counted there
        }
    }

    /** Fills the models' windows from the log, as far back as they look; on the caller's thread, at its leisure. */
    void recall(DataPath.Log log, Whose whose, long lastNumber) throws IOException, InterruptedException {
        for (long from = Math.max(1, lastNumber - RECALLED); from <= lastNumber; from += PAGE) {
            for (Numbered numbered : log.read(from, Math.min(lastNumber, from + PAGE - 1))) {
                if (numbered.entry() instanceof ReadingEntry entry) {
                    whose.of(entry).ifPresent(stay -> offer(List.of(new PatientReading(stay, entry.byOurClock()))));
                }
            }
            while (lanes.values().stream()
                    .anyMatch(lane -> !isGone(lane) && lane.waiting() > ScoringLane.MAILBOX / 4)) {
                Thread.sleep(5);
            }
        }
    }

    /** Tells the watch which models are gone; one that does not come back from a run never says so itself. */
    void look(Watch watch, Now now) {
        lanes.forEach((name, lane) -> watch.say(
                "model-" + name,
                isGone(lane),
                AlarmPriority.LOW,
                "without the model " + name + ": limits and NEWS2 watch on",
                now.wallMs()));
    }

    private static boolean isGone(ScoringLane lane) {
        return switch (lane.state()) {
            case LOADING, READY -> false;
            case REFUSED, BARRED, STUCK -> true;
        };
    }

    /** Readings that were not scored since the start. */
    long notScored() {
        return lanes.values().stream().mapToLong(ScoringLane::notScored).sum();
    }

    /** Each model's name and how it is. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        lanes.forEach((name, lane) -> states.put(name, lane.state().name().toLowerCase(java.util.Locale.ROOT)));
        return states;
    }

    @Override
    public void close() {
        lanes.values().forEach(ScoringLane::close);
    }

    /** Hears one model, on its lane's thread. */
    private final class Hearing implements ScoringLane.Listener {
        private final String name;
        private final double threshold;
        private final Map<StayId, Score> passedOn = new HashMap<>();

        Hearing(String name, double threshold) {
            this.name = name;
            this.threshold = threshold;
        }

        @Override
        public void scored(List<Score> scores) {
            for (Score score : scores) {
                Score before = passedOn.get(score.stay());
                boolean isWorthHearing = before == null
                        || score.value() > threshold
                        || before.value() > threshold
                        || score.atMs() - before.atMs() >= CALM_EVERY_MS;
                if (isWorthHearing) {
                    if (passedOn.size() >= Scorer.MAX_STAYS) {
                        passedOn.clear();
                    }
                    passedOn.put(score.stay(), score);
                    ward.accept(at -> event(score, at));
                }
            }
        }

        private static AlarmEvent event(Score score, long at) {
            Map<String, Object> explain = new LinkedHashMap<>();
            explain.put("text", score.explanation().text());
            explain.put(
                    "signs",
                    score.explanation().parts().stream().map(part -> part.who()).toList());
            BigDecimal value =
                    BigDecimal.valueOf(Math.round(score.value() * 1e6), 6).stripTrailingZeros();
            return new AlarmEvent.Score(at, score.stay().name(), score.model(), score.version(), value, explain, null);
        }

        @Override
        public void changed(ScoringLane.State state, String detail) {
            if (!detail.isEmpty()) {
                LOG.warn("model {}: {} {}", name, state, detail); // the ward hears of it by look
            }
        }
    }
}
