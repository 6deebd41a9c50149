package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.history.LogReader;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.sync.Subject;
import org.wardline.sync.Whose;
import org.wardline.sync.fhir.FhirQuery;
import org.wardline.sync.fhir.FhirSearch;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** What is found in the log for who pulls it. */
class PullShelfTest {
    private static final long NOW_MS = 1_795_000_000_000L;
    private static final Whose KNOWN = new Whose() {
        @Override
        public Optional<Subject> of(ReadingEntry entry) {
            return Optional.empty();
        }

        @Override
        public Optional<Subject> of(StayId stay) {
            return Optional.of(Subject.of("urn:hospital:mrn", "4711", stay));
        }
    };

    private static NoteEntry note(NoteEntry.Kind kind, String rest) {
        return new NoteEntry(5_000, kind, "{\"t\":5000," + rest + "}");
    }

    @Test
    void givenRefusalInTheNextPiece_whenPulled_thenWhatWasRefusedIsNotThere(@TempDir Path folder) throws Exception {
        NoteEntry entered = note(
                NoteEntry.Kind.EVENT,
                "\"event\":\"observationEntered\",\"stay\":\"s1\",\"who\":\"Ann\",\"account\":\"ann\",\"seenWall\":"
                        + NOW_MS + ",\"enteredWall\":" + NOW_MS + ",\"values\":{\"temp\":38.6}");
        List<Entry> entries = new ArrayList<>();
        entries.add(entered);
        while (entries.size() < PullShelf.CHUNK - 1) {
            entries.add(note(NoteEntry.Kind.CHANGE, "\"change\":\"soundCommand\""));
        }
        entries.add(entered);
        entries.add(note(
                NoteEntry.Kind.CHANGE, "\"change\":\"refused\",\"event\":\"observationEntered\",\"why\":\"stay\""));
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> NOW_MS);
                var reader = new LogReader()) {
            long _ = log.commit(entries, List.of(), Map.of());

            assertThat(found(new PullShelf(reader, log, KNOWN), 0, Long.MAX_VALUE))
                    .hasSize(1);
        }
    }

    @Test
    void givenNextLinkOfALogThatIsGone_whenFollowed_thenItIsSaidInsteadOfNothingFound(@TempDir Path folder)
            throws Exception {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> NOW_MS);
                var reader = new LogReader()) {
            long last = log.commit(List.of(note(NoteEntry.Kind.CHANGE, "\"change\":\"raised\"")), List.of(), Map.of());
            var shelf = new PullShelf(reader, log, KNOWN);

            assertThat(shelf.page(new FhirQuery(0, Long.MAX_VALUE, 100, last))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get())
                    .isPresent();
            assertThat(shelf.page(new FhirQuery(0, Long.MAX_VALUE, 100, last + 1))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get())
                    .isEmpty();
        }
    }

    @Test
    void givenEntryInError_whenPulled_thenAPageHasItOnceAsItIsNow(@TempDir Path folder) throws Exception {
        String entered =
                "\"event\":\"observationEntered\",\"stay\":\"s1\",\"who\":\"Ann\",\"account\":\"ann\",\"seenWall\":"
                        + NOW_MS + ",\"enteredWall\":" + NOW_MS + ",\"values\":{\"temp\":38.6}";
        String withdrawn =
                "\"event\":\"observationWithdrawn\",\"stay\":\"s1\",\"who\":\"Eve\",\"number\":1,\"withdrawnWall\":"
                        + (NOW_MS + 1_000) + ",\"was\":{\"t\":5000," + entered + "}";
        List<Entry> entries = List.of(note(NoteEntry.Kind.EVENT, entered), note(NoteEntry.Kind.EVENT, withdrawn));
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> NOW_MS);
                var reader = new LogReader()) {
            long _ = log.commit(entries, List.of(), Map.of());
            var shelf = new PullShelf(reader, log, KNOWN);

            assertThat(found(shelf, 0, Long.MAX_VALUE)).singleElement().satisfies(one -> {
                assertThat(one.isError()).isTrue();
                assertThat(one.lastUpdatedMs()).isEqualTo(NOW_MS + 1_000);
            });
            assertThat(found(shelf, 0, NOW_MS + 1_000))
                    .as("as it was then")
                    .singleElement()
                    .satisfies(one -> assertThat(one.isError()).isFalse());
        }
    }

    private static List<FhirSearch.Found> found(PullShelf shelf, long fromMs, long beforeMs) throws Exception {
        return shelf.page(new FhirQuery(fromMs, beforeMs, 100, 0))
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .orElseThrow()
                .found();
    }
}
