package org.wardline.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wardline.app.config.GatewayConfig;
import org.wardline.core.Act;
import org.wardline.core.Turn;
import org.wardline.core.Whose;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.models.ModelManifest;
import org.wardline.models.ModelRefused;
import org.wardline.models.ModelSource;
import org.wardline.models.Score;
import org.wardline.models.Scorer;
import org.wardline.models.ScoringLane;
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

    private final Consumer<Act> ward;
    private final BiConsumer<String, Boolean> gone;
    private final LongSupplier wallMs;
    private final List<String> names;
    private final List<ScoringLane> lanes = new ArrayList<>(); // in the order of their names

    /**
     * Advisors of a configuration.
     *
     * @param ward takes scores
     * @param gone told whether a model is gone; both on the model's own thread
     */
    Advisors(GatewayConfig config, Consumer<Act> ward, BiConsumer<String, Boolean> gone, LongSupplier wallMs)
            throws Refused {
        this.ward = ward;
        this.gone = gone;
        this.wallMs = wallMs;
        this.names = config.models().use();
        for (String name : config.models().use()) {
            ModelSource source = ModelSource.shipped(name);
            var setup = ScoringLane.Setup.of(
                    source, config.models().strideMs(), config.data().resolve("model-" + name + ".trial"));
            lanes.add(new ScoringLane(
                    name, setup, new Hearing(name, manifest(source).threshold())));
        }
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

    void start() {
        lanes.forEach(ScoringLane::start);
    }

    @Override
    public void offer(List<Turn.Heard> readings) {
        long nowMs = wallMs.getAsLong();
        for (Turn.Heard heard : readings) {
            for (ScoringLane lane : lanes) {
                boolean _ = lane.offer(heard.stay(), heard.reading(), nowMs); // what finds no room is counted there
            }
        }
    }

    /** Fills the models' windows from the log, as far back as they look; on the caller's thread, at its leisure. */
    void recall(DataPath.Log log, Whose whose, long lastNumber) throws IOException, InterruptedException {
        for (long from = Math.max(1, lastNumber - RECALLED); from <= lastNumber; from += PAGE) {
            for (Numbered numbered : log.read(from, Math.min(lastNumber, from + PAGE - 1))) {
                if (numbered.entry() instanceof ReadingEntry entry) {
                    entry.bed()
                            .flatMap(bed -> whose.stayIn(bed, entry.measuredAtMs()))
                            .ifPresent(stay -> offer(List.of(new Turn.Heard(stay, entry.byOurClock()))));
                }
            }
            while (lanes.stream().anyMatch(lane -> lane.waiting() > ScoringLane.MAILBOX / 4)) {
                Thread.sleep(5);
            }
        }
    }

    /** Readings that were not scored since the start. */
    long notScored() {
        return lanes.stream().mapToLong(ScoringLane::notScored).sum();
    }

    /** Each model's name and how it is. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        for (int at = 0; at < lanes.size(); at++) {
            states.put(names.get(at), lanes.get(at).state().name().toLowerCase(java.util.Locale.ROOT));
        }
        return states;
    }

    @Override
    public void close() {
        lanes.forEach(ScoringLane::close);
    }

    /** Hears one model, on its lane's thread. */
    private final class Hearing implements ScoringLane.Listener {
        private final String model;
        private final double threshold;
        private final Map<StayId, Score> passedOn = new HashMap<>();
        private boolean wasGone;

        Hearing(String model, double threshold) {
            this.model = model;
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
            boolean isGone = switch (state) {
                case LOADING, READY -> false;
                case REFUSED, BARRED, STUCK -> true;
            };
            if (isGone != wasGone) {
                wasGone = isGone;
                gone.accept(model, isGone);
            }
        }
    }
}
