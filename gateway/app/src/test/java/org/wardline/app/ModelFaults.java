package org.wardline.app;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.wardline.app.wire.EventJson;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.models.ModelRefused.Why;
import org.wardline.models.ModelSource;
import org.wardline.models.Scorer;
import org.wardline.models.ScoringLane;
import org.wardline.models.ScriptedModel;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * Promise 9: a model that is absent, slow, nonsense, huge or tampered takes nothing away. The same seeded ward through the
 * real data path, on a fake clock, with each broken model on its real lane; what is said of limits and NEWS2 must be the
 * same, byte for byte, as without a model.
 */
final class ModelFaults {
    private static final int BEDS = 3;
    private static final long BUDGET_MS = 5;
    private static final int PAUSE_EVERY = 100;
    private static final int PAUSES = 200;
    private static final String RULE = "anomaly";

    private final Random random;
    private final List<String> said = new ArrayList<>();
    private final Queue<Act> thought = new ConcurrentLinkedQueue<>();
    private final Advisors advisors = new Advisors(thought::add, this::wallMs);
    private final DataPath path;
    private final Watch watch;
    private long atMs = 1_000;
    private int ofModels;

    private ModelFaults(long seed) throws Exception {
        random = new Random(seed);
        Map<String, Object> rule =
                Map.of("low", Map.of("above", new BigDecimal("0.99"), "consecutive", BigDecimal.ONE));
        var settings = AlarmSettings.of(Map.of("models", Map.of(RULE, rule)));
        var ward = new Ward(plan(), new LogWording(), () -> "fresh", WardState.fresh(settings));
        path = new DataPath(ward, this::now, this::wallMs, this::show, new EndlessLog(), advisors);
        watch = new Watch(new Condition(wallMs()), path::happened, () -> {});
    }

    /** What was said of limits and NEWS2, and how much besides by or of the model. */
    record Said(List<String> ofPatients, int ofModels) {}

    /** The broken models by what is wrong with them. */
    static Map<String, ScoringLane.Loader> broken(Path folder, CountDownLatch never) {
        Map<String, ScoringLane.Loader> models = new LinkedHashMap<>();
        models.put("missing", () -> Scorer.load(ModelSource.folder(RULE, folder.resolve("nowhere"))));
        models.put("tampered", () -> Scorer.load(tampered(folder)));
        models.put("wrong version", ScriptedModel.refused(Why.MANIFEST));
        models.put("wrong shape", ScriptedModel.refused(Why.SHAPE));
        models.put("slow", () -> ScriptedModel.saying(() -> after(4 * BUDGET_MS)));
        models.put("never answers", () -> ScriptedModel.saying(() -> afterThat(never)));
        models.put("not a number", () -> ScriptedModel.saying(() -> Float.NaN));
        models.put("infinite", () -> ScriptedModel.saying(() -> Float.POSITIVE_INFINITY));
        models.put("huge", () -> ScriptedModel.saying(() -> Float.MAX_VALUE));
        models.put("negative", () -> ScriptedModel.saying(() -> -1f));
        models.put("always alarmed", () -> ScriptedModel.saying(() -> 1f));
        models.put("never alarmed", () -> ScriptedModel.saying(() -> 0f));
        models.put("no answer", ScriptedModel::failing);
        models.put(
                "throws",
                () -> ScriptedModel.saying(() -> {
                    throw new IllegalArgumentException("on purpose");
                }));
        models.put("exhausts the stack", () -> ScriptedModel.saying(ModelFaults::deep));
        return models;
    }

    private static ModelSource tampered(Path folder) {
        try {
            for (String file : List.of("manifest.json", "model.onnx", "golden.csv")) {
                try (InputStream in =
                        Objects.requireNonNull(ModelSource.class.getResourceAsStream(RULE + "/" + file))) {
                    byte[] bytes = in.readAllBytes();
                    bytes[bytes.length / 2] ^= (byte) (file.endsWith("onnx") ? 4 : 0);
                    Files.write(folder.resolve(file), bytes);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ModelSource.folder(RULE, folder);
    }

    private static float after(long ms) {
        LockSupport.parkNanos(ms * 1_000_000);
        return 0.5f;
    }

    private static float afterThat(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException _) { // native code would not even notice
            Thread.currentThread().interrupt();
        }
        return 0.5f;
    }

    @SuppressWarnings("InfiniteRecursion") // that is the fault
    private static float deep() {
        return deep() + 1;
    }

    /** The ward of a seed with a model, or without. */
    static Said run(long seed, int windows, Optional<ScoringLane.Loader> model) throws Exception {
        var ward = new ModelFaults(seed);
        model.ifPresent(
                loader -> ward.advisors.add(RULE, new ScoringLane.Setup(loader, 0, BUDGET_MS, Optional.empty()), 0.99));
        ward.advisors.start();
        ward.path.begin(false, true);
        for (int window = 0; window < windows; window++) {
            ward.window(window, model.isPresent());
        }
        ward.advisors.close();
        return new Said(ward.said, ward.ofModels);
    }

    private void window(int window, boolean hasModel) {
        for (int bed = 0; bed < BEDS; bed++) {
            hear(bed, window);
        }
        if (hasModel && window % PAUSE_EVERY == 0) {
            for (int pause = 0; pause < PAUSES && thought.isEmpty() && ofModels == 0; pause++) {
                LockSupport.parkNanos(
                        1_000_000); // so that a model that has something to say is heard: bounded, not waited for
            }
        }
        for (Act act = thought.poll(); act != null; act = thought.poll()) {
            path.happened(act);
        }
        advisors.look(watch, now());
        atMs += 1_000;
        path.tick();
    }

    /** Mostly well, sometimes very ill for a while, by bed and hour: enough for limits and NEWS2 to come and go. */
    private void hear(int bed, int window) {
        boolean isIll = (window / 60 + bed) % 4 == 0;
        List<Measurement> values = new ArrayList<>();
        values.add(Measurement.of(VitalSign.SPO2, (isIll ? 80 : 95) + random.nextInt(5)));
        values.add(Measurement.of(VitalSign.HEART_RATE, (isIll ? 120 : 60) + random.nextInt(35)));
        values.add(Measurement.of(VitalSign.RESP_RATE, (isIll ? 24 : 12) + random.nextInt(12)));
        if (window % 10 == 0) {
            values.add(Measurement.of(VitalSign.TEMP, 36 + random.nextInt(40) / 10.0));
        }
        var device = new DeviceId("m-" + bed);
        var reading = new Reading(device, window, wallMs() - 20, wallMs(), ClockQuality.DEVICE, values);
        RawMessage raw = RawMessage.of("t", device, wallMs(), new byte[0]);
        var decoded = new Decoded(List.of(reading), List.of(), List.of(), List.of());
        path.accept(new Burst(List.of(new Burst.Arrival(raw, decoded, false, _ -> {}))));
    }

    private void show(Turn turn) {
        for (AlarmChange change : turn.changes()) {
            String kind = change.kind().orElse("");
            if (kind.endsWith(".model") || kind.endsWith(".fault")) {
                ofModels++;
            } else if (!kind.isEmpty()) {
                said.add(EventJson.text(change));
            }
        }
    }

    private Now now() {
        return new Now(atMs, wallMs(), Now.WallQuality.SYNCED);
    }

    private long wallMs() {
        return WardBench.WALL_MS + atMs;
    }

    private static WardPlan plan() {
        List<WardPlan.Bed> beds = new ArrayList<>();
        List<WardPlan.Device> devices = new ArrayList<>();
        List<WardPlan.Stay> stays = new ArrayList<>();
        for (int bed = 0; bed < BEDS; bed++) {
            var id = new BedId("b" + bed);
            beds.add(new WardPlan.Bed(id, id.name(), ""));
            devices.add(new WardPlan.Device(
                    new DeviceId("m-" + bed),
                    Optional.of(id),
                    Map.of("spo2", 1_000L, "heart_rate", 1_000L),
                    List.of()));
            stays.add(new WardPlan.Stay(new StayId("s-" + bed), id, 1, 0, Long.MAX_VALUE));
        }
        return new WardPlan("w1", false, false, beds, devices, stays);
    }
}
