package org.wardline.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.StoredNight;
import org.wardline.app.history.LogReader;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.Wording;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/** Limits tried on a stored night: what goes, what comes, and that it ends. */
@Timeout(120)
class PreviewDeskTest {
    private static final long END_MS = 1_795_000_000_000L;
    private static final int HOURS = 5;
    private static final long END_AT_MS = 1_000 + HOURS * 3_600_000L;

    @TempDir
    private static Path folder = Path.of("");

    private static final Vertx VERTX = Vertx.vertx();
    private static final LogReader READER = new LogReader();
    private static SealedLog log;
    private static Source source;

    private final AtomicLong clockMs = new AtomicLong();
    private PreviewDesk desk;

    @BeforeAll
    static void writeNight() throws IOException {
        var night = new StoredNight(2, HOURS, END_MS);
        assertThat(night.write(folder)).isPositive();
        log = SealedLog.open(folder, LogSettings.in(folder), () -> END_MS);
        var settings = AlarmSettings.defaults();
        var ward = new Ward(night.plan(), new LogWording(), () -> "fresh", WardState.fresh(settings));
        source = new Source(log, ward::whose, settings, new LogWording(), false);
    }

    @BeforeEach
    void open() {
        desk = new PreviewDesk(VERTX, READER, source, clockMs::get);
    }

    @AfterAll
    static void close() {
        READER.close();
        log.close();
        VERTX.close().await();
    }

    private static Preview.Question question(String stay, String bed, List<Limit> others) {
        return new Preview.Question(
                new StayId(stay),
                new BedId(bed),
                8,
                List.of(),
                others,
                Map.of("m-07", Map.of("spo2", 1_000L, "heart_rate", 1_000L, "resp_rate", 1_000L)),
                new Now(END_AT_MS, END_MS, Now.WallQuality.SYNCED),
                "spo2");
    }

    private static List<Limit> below(int limit) {
        return List.of(new Limit("spo2.low", AlarmPriority.MEDIUM, Map.of("below", BigDecimal.valueOf(limit))));
    }

    private Comparison compared(List<Limit> others) {
        for (int asked = 0; asked < 100; asked++) {
            if (desk.ask(question(StoredNight.STAY, "07", others)).await() instanceof Preview.Ready ready) {
                assertThat(ready.minutes()).hasSizeBetween(HOURS * 60 - 1, HOURS * 60 + 1);
                return ready.comparison();
            }
        }
        throw new AssertionError("no answer");
    }

    @Test
    void givenWiderLimit_whenTried_thenAlarmsGoAndTheMarkOfEachIsNamed() {
        Comparison found = compared(below(84));

        assertThat(found.readings()).isEqualTo(HOURS * 3_600);
        assertThat(found.countedNow()).isEqualTo(3);
        assertThat(found.countedNew()).isZero();
        assertThat(found.lost()).hasSize(3).allSatisfy(line -> {
            assertThat(line.past().orElseThrow().isMarked(false)).isTrue();
            assertThat(line.past().orElseThrow().by()).isEqualTo("Sun J.");
        });
    }

    @Test
    void givenLimitsAsTheyAre_whenTried_thenNothingGoesAndNothingComes() {
        Comparison found = compared(List.of());

        assertThat(found.countedNew()).isEqualTo(found.countedNow());
        assertThat(found.lost()).isEmpty();
        assertThat(found.anew()).isEmpty();
    }

    @Test
    void givenNarrowerLimit_whenTried_thenNewAlarmsAreSaid() {
        Comparison found = compared(below(95));

        assertThat(found.lost()).isEmpty();
        assertThat(found.anew()).isNotEmpty();
        assertThat(found.anew().getFirst().limits()).containsEntry("spo2", BigDecimal.valueOf(95));
    }

    @Test
    void givenSomebodyTriesLimits_whenAnotherPatientIsAskedFor_thenOneAtATimeUntilTheFirstIsGone() {
        var first = desk.ask(question(StoredNight.STAY, "07", below(85)));

        assertThat(desk.ask(question("s-06", "06", below(85))).await()).isInstanceOf(Preview.Busy.class);

        clockMs.addAndGet(PreviewDesk.GONE_MS);
        assertThat(desk.ask(question("s-06", "06", below(85))).await()).isNotInstanceOf(Preview.Busy.class);
        assertThat(first.otherwise(new Preview.Busy()).await()).isNotNull();
    }

    @Test
    void givenNobodyAsksAnyMore_whenTheNextStepIsDue_thenTheWorkEnds() {
        var asked = desk.ask(question(StoredNight.STAY, "07", below(85)));
        clockMs.addAndGet(PreviewDesk.GONE_MS + 1);

        assertThat(asked.map(_ -> "went on").otherwise("ended").await()).isEqualTo("ended");
    }

    @Test
    void givenTrialThatFailed_whenAskedAgain_thenItIsTriedAnew() {
        var isBroken = new AtomicBoolean(true);
        var words = new LogWording();
        var breaks = new Wording() {
            @Override
            public String of(Happening event) {
                return words.of(event);
            }

            @Override
            public String of(AlarmChange change) {
                return words.of(change);
            }

            @Override
            public Happening event(String json) {
                if (isBroken.get()) {
                    throw new IllegalStateException("broken");
                }
                return words.event(json);
            }
        };
        desk = new PreviewDesk(
                VERTX, READER, new Source(log, source.whose(), source.settings(), breaks, false), clockMs::get);
        boolean isFailed = false;
        for (int asked = 0; asked < 100 && !isFailed; asked++) {
            isFailed = desk.ask(question(StoredNight.STAY, "07", below(84)))
                    .map(_ -> false)
                    .otherwise(true)
                    .await();
        }
        isBroken.set(false);

        assertThat(isFailed).isTrue();
        assertThat(compared(below(84)).countedNow()).isEqualTo(3);
    }

    @Test
    void givenMinuteOfTwoValues_whenItsMedianIsAsked_thenItIsOneOfThemAsEverywhere() {
        var minutes = new Minutes();
        minutes.add(0, 92);
        minutes.add(0, 90);

        assertThat(minutes.all()).containsExactly(new Preview.Minute(0, 90, 90, 92));
    }

    @Test
    void givenTapeThatIsFull_whenMoreComes_thenItSaysSo() {
        var tape = new Tape(100);
        var note = new org.wardline.vitals.log.NoteEntry(
                1, org.wardline.vitals.log.NoteEntry.Kind.EVENT, "{\"t\":1,\"event\":\"tick\"}");

        int taken = 0;
        while (tape.add(note)) {
            taken++;
        }

        assertThat(taken).isBetween(2, 4);
    }
}
