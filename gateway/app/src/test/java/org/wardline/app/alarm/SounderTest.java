package org.wardline.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.app.alarm.Receiver.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.alarm.AlarmPriority;

/** A real program that writes down what it is told; the sounder's clock is the test's. */
class SounderTest {
    @TempDir
    private Path folder = Path.of("");

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private Optional<Sounder> made = Optional.empty();

    @BeforeEach
    void begin() throws IOException {
        Files.createFile(folder.resolve("said"));
    }

    @AfterEach
    void close() {
        made.ifPresent(Sounder::close);
    }

    private Sounder sounder(String script) throws IOException {
        Path program = folder.resolve("sounder");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var sounder = new Sounder(
                List.of(program.toString(), folder.resolve("said").toString(), "level={level}"), nowMs::get);
        made = Optional.of(sounder);
        sounder.start();
        return sounder;
    }

    /** What the program wrote: one line a start. */
    private List<String> said() {
        try {
            return Files.readAllLines(folder.resolve("said"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long alive() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
    }

    @Test
    void givenLevel_whenItChangesAndEnds_thenTheProgramRunsForEachAndIsGone() throws Exception {
        Sounder sounder = sounder("echo \"$WARDLINE_LEVEL $2\" >> \"$1\"; exec sleep 600");

        sounder.sound(Optional.of(AlarmPriority.MEDIUM));
        await(() -> said().equals(List.of("medium level=medium")));
        sounder.sound(Optional.of(AlarmPriority.MEDIUM));
        sounder.sound(Optional.of(AlarmPriority.HIGH));
        await(() -> said().equals(List.of("medium level=medium", "high level=high")));
        await(() -> alive() == 1);
        sounder.sound(Optional.empty());
        await(() -> alive() == 0);

        assertThat(sounder.trouble()).isEmpty();
    }

    @Test
    void givenProgramThatDies_whenTimePasses_thenItIsStartedAgainWithPausesAndSaidToFail() throws Exception {
        Sounder sounder = sounder("echo on >> \"$1\"; exit 3");

        sounder.sound(Optional.of(AlarmPriority.HIGH));
        await(() -> sounder.trouble().equals("it ended with 3"));
        assertThat(said()).hasSize(1);
        passes(sounder, Sounder.FIRST_PAUSE_MS);
        await(() -> alive() == 0);
        passes(sounder, Sounder.FIRST_PAUSE_MS);
        assertThat(said()).as("the second pause is longer").hasSize(2);
        passes(sounder, Sounder.FIRST_PAUSE_MS);

        await(() -> said().size() == 3);
    }

    /** The sounder sees what ended before, then that time has passed. */
    private void passes(Sounder sounder, long ms) throws Exception {
        sounder.look();
        nowMs.addAndGet(ms);
        sounder.heard();
        sounder.look();
    }

    @Test
    void givenProgramThatFailsForOneLevel_whenAnotherIsWanted_thenItDoesNotWaitForThePauseOfTheFirst()
            throws Exception {
        Sounder sounder = sounder("echo $WARDLINE_LEVEL >> \"$1\"; exit 3");
        sounder.sound(Optional.of(AlarmPriority.LOW));
        await(() -> sounder.trouble().equals("it ended with 3"));

        sounder.sound(Optional.of(AlarmPriority.HIGH));
        sounder.look();
        await(() -> alive() == 0);
        assertThat(said()).containsExactly("low", "high");
        passes(sounder, Sounder.FIRST_PAUSE_MS);

        await(() -> said().equals(List.of("low", "high", "high")));
    }

    @Test
    void givenProgramThatFailed_whenItRunsOn_thenTheFaultIsOver() throws Exception {
        Sounder sounder = sounder("if [ -s \"$1\" ]; then exec sleep 600; fi; echo on >> \"$1\"; exit 1");
        sounder.sound(Optional.of(AlarmPriority.LOW));
        await(() -> !sounder.trouble().isEmpty());

        passes(sounder, Sounder.FIRST_PAUSE_MS);
        await(() -> alive() == 1);
        nowMs.addAndGet(Sounder.PROVEN_MS - 1);
        sounder.heard();
        assertThat(sounder.trouble()).isNotEmpty();
        nowMs.addAndGet(1);

        await(() -> sounder.trouble().isEmpty());
    }

    @Test
    void givenProgramThatPlaysOnce_whenItIsDone_thenItPlaysAgain() throws Exception {
        Sounder sounder = sounder("echo on >> \"$1\"");

        sounder.sound(Optional.of(AlarmPriority.HIGH));
        await(() -> said().size() == 1 && alive() == 0);
        passes(sounder, Sounder.REPEAT_MS);

        await(() -> said().size() == 2);
        assertThat(sounder.trouble()).isEmpty();
    }

    @Test
    void givenNoSuchProgram_whenItShouldSound_thenThatIsSaid() {
        var sounder = new Sounder(List.of(folder.resolve("nowhere").toString()), nowMs::get);
        made = Optional.of(sounder);

        sounder.sound(Optional.of(AlarmPriority.HIGH));

        assertThat(troubleOf(sounder)).isEqualTo("it cannot be started");
    }

    private static String troubleOf(Sounder sounder) {
        try {
            await(() -> !sounder.trouble().isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sounder.trouble();
    }

    @Test
    void givenWardThatDoesNotMove_whenItIsDeaf_thenHighSoundsUntilItLivesAgain() throws Exception {
        Sounder sounder = sounder("echo \"$WARDLINE_LEVEL\" >> \"$1\"; exec sleep 600");

        nowMs.addAndGet(Sounder.DEAF_MS);
        await(() -> said().equals(List.of("high")));
        sounder.heard();

        await(() -> alive() == 0);
    }

    @Test
    void givenSounding_whenTheGatewayStops_thenProgramAndItsChildrenAreGone() throws Exception {
        Sounder sounder = sounder("trap '' TERM; echo on >> \"$1\"; sleep 600 & sleep 600 & wait; wait");
        sounder.sound(Optional.of(AlarmPriority.HIGH));
        await(() -> alive() >= 3);

        sounder.close();

        await(() -> alive() == 0);
    }

    @Test
    void givenProgramThatEndsAsItIsAsked_whenTheGatewayStops_thenItIsNotStartedOnceMore() throws Exception {
        for (int time = 1; time <= 30; time++) {
            int starts = time;
            Sounder sounder = sounder("echo on >> \"$1\"; exec sleep 600");
            sounder.sound(Optional.of(AlarmPriority.HIGH));
            await(() -> said().size() == starts);

            sounder.close();

            assertThat(alive()).as("programs after close %d", time).isZero();
            assertThat(said()).as("starts").hasSize(time);
        }
    }
}
