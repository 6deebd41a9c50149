package org.wardline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
    private static final List<String> PLAIN = List.of("--set", "alarms.delay=0s");
    private static final List<String> EVENTS = List.of(
            "{\"t\":0,\"event\":\"admit\",\"stay\":\"s1\",\"bed\":\"b1\",\"news2\":0}",
            "",
            "{\"t\":0,\"event\":\"deviceLinked\",\"device\":\"d1\",\"stay\":\"s1\",\"signs\":{\"spo2\":1000}}",
            "{\"t\":1000,\"event\":\"reading\",\"device\":\"d1\",\"seq\":1,\"values\":{\"spo2\":85}}");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenPlainLimits_whenSpo2IsLow_thenAlarmNotifyAndSoundAreSaid() {
        JudgeRun run = JudgeRun.of(PLAIN, EVENTS);

        assertThat(run.exit()).isEqualTo(Judge.GOOD);
        assertThat(run.changes())
                .isEqualTo(List.of(
                        JsonLines.object(
                                "{\"t\":1000,\"change\":\"raised\",\"alarm\":\"s1:spo2.low:1\",\"v\":1,\"bed\":\"b1\","
                                        + "\"state\":\"active\",\"priority\":\"medium\",\"type\":\"physiological\",\"values\":{\"spo2\":85},"
                                        + "\"limits\":{\"spo2\":90},\"device\":\"d1\",\"seq\":1}"),
                        JsonLines.object(
                                "{\"t\":1000,\"change\":\"notify\",\"alarm\":\"s1:spo2.low:1\",\"v\":1,\"step\":0,"
                                        + "\"to\":[\"nurse\"],\"why\":\"raised\"}"),
                        JsonLines.object(
                                "{\"t\":1000,\"change\":\"soundCommand\",\"level\":\"medium\",\"at\":\"stations\"}")));
    }

    @Test
    void givenBadLines_whenJudged_thenEachIsSaidAndNothingElseChanges() {
        JudgeRun run = JudgeRun.of(
                PLAIN,
                List.of(
                        "{\"t\":5,\"event\":\"tick\"}",
                        "{\"t\":5,\"t\":6,\"event\":\"tick\"}",
                        "{\"t\":5,\"event\":\"tick\"} 1",
                        "[]",
                        "{\"t\":4,\"event\":\"tick\"}",
                        "{\"t\":5.0,\"event\":\"tick\"}",
                        "{\"t\":6,\"event\":\"tock\"}",
                        "",
                        "{\"t\":6,\"event\":\"tick\",\"z\":1,\"a\":1}"));

        assertThat(run.exit()).isEqualTo(Judge.SOME_BAD);
        assertThat(run.changes())
                .extracting(change -> change.get("why"))
                .containsExactly("json", "json", "json", "time", "time", "event", "field:a");
        assertThat(run.changes().getLast())
                .isEqualTo(JsonLines.object("{\"t\":5,\"change\":\"bad\",\"line\":9,\"why\":\"field:a\"}"));
    }

    @Test
    void givenWrongUse_whenStarted_thenOneLineSaysWhyAndNothingIsJudged() {
        for (List<String> args : List.of(
                List.of("--set", "alarms.dely=0s"),
                List.of("--set", "ward=x"),
                List.of("--set", "alarms.delay"),
                List.of("--set"),
                List.of("--config", "no/such/file"),
                List.of("--fast", "yes"))) {
            JudgeRun run = JudgeRun.of(args, EVENTS);

            assertThat(run.exit()).as(args.toString()).isEqualTo(Judge.WRONG);
            assertThat(run.error().lines()).hasSize(1);
            assertThat(run.changes()).isEmpty();
        }
    }

    @Test
    void givenWholeConfigurationFile_whenJudged_thenOnlyAlarmsAreRead() throws IOException {
        Path file = folder.resolve("ward.yaml");
        Files.writeString(file, "ward: north\nintake:\n  mqtt: { listen: \"0.0.0.0:1\" }\nalarms:\n  delay: 5s\n");

        assertThat(JudgeRun.of(List.of("--config", file.toString()), EVENTS).changes())
                .isEmpty();
        assertThat(JudgeRun.of(List.of("--config", file.toString(), "--set", "alarms.delay=0s"), EVENTS)
                        .changes())
                .hasSize(3);
    }

    @Test
    void givenJsonFile_whenJudged_thenItIsReadAsWell() throws IOException {
        Path file = folder.resolve("ward.json");
        Files.writeString(
                file, "{\"alarms\":{\"rules\":{\"spo2\":{\"low\":{\"medium\":{\"delay\":\"0s\",\"below\":80}}}}}}");

        assertThat(JudgeRun.of(List.of("--config", file.toString()), EVENTS).changes())
                .isEmpty();
    }

    @Test
    void givenNullRule_whenJudged_thenItDoesNotExist() {
        assertThat(JudgeRun.of(List.of("--set", "alarms.delay=0s", "--set", "alarms.rules.spo2.low=null"), EVENTS)
                        .changes())
                .isEmpty();
    }

    @Test
    void givenInputOrOutputThatFails_whenJudged_thenExitSaysSo() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        byte[] events = String.join("\n", EVENTS).getBytes(StandardCharsets.UTF_8);

        assertThat(Judge.run(PLAIN, broken, OutputStream.nullOutputStream(), nowhere))
                .isEqualTo(Judge.FAILED);
        assertThat(Judge.run(PLAIN, new ByteArrayInputStream(events), full, nowhere))
                .isEqualTo(Judge.FAILED);
    }

    @Test
    void givenLineLongerThanAnyBuffer_whenJudged_thenTheNextIsRead() {
        String longLine = "{\"t\":0,\"event\":\"" + "x".repeat(300_000) + "\"}";
        JudgeRun run = JudgeRun.of(PLAIN, List.of(longLine, "{\"t\":7,\"event\":\"list\"}"));

        assertThat(run.changes()).extracting(change -> change.get("change")).containsExactly("bad", "list");
    }

    @Test
    void givenLineBeyondTheLongest_whenJudged_thenItIsNoJsonAndTheNextIsRead() {
        String endless = "{\"t\":0,\"x\":\"" + "x".repeat(JudgeLines.LONGEST_BYTES + 10) + "\"}";
        JudgeRun run = JudgeRun.of(PLAIN, List.of(endless, "{\"t\":7,\"event\":\"list\"}"));

        assertThat(run.changes()).extracting(change -> change.get("change")).containsExactly("bad", "list");
        assertThat(run.changes().getFirst()).containsAllEntriesOf(Map.of("why", "json"));
    }
}
