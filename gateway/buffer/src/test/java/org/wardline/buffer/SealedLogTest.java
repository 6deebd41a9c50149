package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

class SealedLogTest {
    @TempDir
    Path folder;

    private long nowMs = Readings.T;

    private SealedLog open() throws IOException {
        return SealedLog.open(folder, LogSettings.in(folder), () -> nowMs);
    }

    private static long commit(SealedLog log, List<Entry> entries) throws IOException {
        return log.commit(entries, List.of(), Map.of());
    }

    private static List<String> texts(List<Numbered> entries) {
        return entries.stream()
                .map(each -> each.number() + " " + Readings.text(each.entry()))
                .toList();
    }

    private static List<String> expected(long first, int count) {
        return java.util.stream.LongStream.range(first, first + count)
                .mapToObj(number -> number + " " + Readings.text(Readings.numbered(number)))
                .toList();
    }

    @Test
    void givenCommittedEntries_whenOpenedAgain_thenTheyAreThereUnderTheirNumbers() throws IOException {
        try (SealedLog log = open()) {
            assertThat(commit(log, Readings.numbered(1, 10))).isEqualTo(10);
            assertThat(commit(log, Readings.numbered(11, 5))).isEqualTo(15);
        }
        try (SealedLog log = open()) {
            assertThat(commit(log, Readings.numbered(16, 5))).isEqualTo(20);

            assertThat(texts(log.read(1, 100))).isEqualTo(expected(1, 20));
            assertThat(texts(log.read(9, 4))).isEqualTo(expected(9, 4));
            assertThat(log.read(21, 4)).isEmpty();
            assertThat(log.firstNumber()).isEqualTo(1);
            assertThat(log.damage()).isEmpty();
        }
    }

    @Test
    void givenState_whenOpenedAgain_thenTheLastOfEachNameIsThere() throws IOException {
        byte[] big = new byte[100_000];
        try (SealedLog log = open()) {
            var _ = log.commit(List.of(), List.of(), Map.of("alarms", bytes("first"), "links", bytes("l")));
            var _ = log.commit(Readings.numbered(1, 1), List.of(), Map.of("alarms", big));
            var _ = log.commit(List.of(), List.of(), Map.of("links", new byte[0]));
        }
        try (SealedLog log = open()) {
            assertThat(log.state("alarms")).contains(big);
            assertThat(log.state("links")).isEmpty();
            assertThat(log.lastNumber()).isEqualTo(1);
        }
    }

    @Test
    void givenAFirstStart_whenItMakesFiles_thenOnlyTheOwnerCanReadThemAndTheKeyIsWeak() throws IOException {
        try (SealedLog log = open()) {
            var _ = commit(log, Readings.numbered(1, 1));
            assertThat(log.isKeyWeak()).isTrue();
        }
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("root.key"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("keyring.1"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("keyring.2"))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void givenTheLogIsOpen_whenOpenedOnceMore_thenItSaysInUseAndTheFirstGoesOn() throws IOException {
        try (SealedLog log = open()) {
            assertThatThrownBy(this::open).isInstanceOf(LogInUse.class);
            assertThatThrownBy(() -> LogTools.export(
                            folder, folder.resolve("root.key"), LogTools.Format.CSV, new StringBuilder()))
                    .isInstanceOf(LogInUse.class);
            assertThat(commit(log, Readings.numbered(1, 1))).isEqualTo(1);
        }
    }

    @Test
    void givenAStoreThatDoesNotOpen_whenSetAside_thenANewOneBeginsAndTheOldOneCanStillBeRead() throws IOException {
        try (SealedLog log = open()) {
            var _ = commit(log, Readings.numbered(1, 5));
        }
        Path aside = SealedLog.setAside(folder);
        try (SealedLog log = open()) {
            assertThat(log.isStoreLost()).isTrue();
            assertThat(commit(log, Readings.numbered(1, 2))).isEqualTo(2);
        }
        StringBuilder out = new StringBuilder();
        Path key = folder.resolve("root.key");

        assertThat(LogTools.export(aside, key, LogTools.Format.CSV, out).readings())
                .isEqualTo(5);
        assertThat(LogTools.verify(aside, key).isWhole()).isTrue();
        assertThat(LogTools.verify(folder, key).entries()).isEqualTo(2);
    }

    /** Somebody takes the store from under its writer; what is flushed to a file without a name is lost. */
    private void takes(Harm harm) throws IOException {
        try (SealedLog log = open()) {
            long _ = commit(log, Readings.numbered(1, 3));
            harm.to(folder.resolve(Folder.STORE));

            assertThatThrownBy(() -> commit(log, Readings.numbered(4, 3))).isInstanceOf(LogBroken.class);
            log.reopen();
            assertThat(commit(log, Readings.numbered(1, 2))).isEqualTo(2);
            assertThat(log.damage()).extracting(Damage::what).contains("stored, and not there any more");
        }
        try (SealedLog log = open()) {
            assertThat(texts(log.read(1, 10))).isEqualTo(expected(1, 2));
        }
    }

    @FunctionalInterface
    private interface Harm {
        void to(Path store) throws IOException;
    }

    @Test
    void givenStoreIsRemoved_whenCommitted_thenItIsNotAcknowledgedAndAnotherBegins() throws IOException {
        takes(Files::delete);
    }

    @Test
    void givenStoreIsReplaced_whenCommitted_thenItIsNotAcknowledgedAndAnotherBegins() throws IOException {
        takes(store -> {
            Files.delete(store);
            Files.createFile(store);
        });
    }

    @Test
    void givenStoreIsCut_whenCommitted_thenItIsNotAcknowledgedAndAnotherBegins() throws IOException {
        takes(store -> Files.write(store, new byte[0]));
    }

    @Test
    void givenSomethingIsBeingCommitted_whenRead_thenOnlyWhatIsFlushedIsGivenOrConfirmed() throws IOException {
        try (SealedLog log = open()) {
            var _ = commit(log, Readings.numbered(1, 2));
            var _ = log.register("ehr");
            assertThat(log.read(3, 1)).isEmpty();
            assertThatThrownBy(() -> log.confirm("ehr", Standing.at(3))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givenMoreDamageThanIsListed_whenNoted_thenItIsCountedStill() {
        DamageBook book = new DamageBook();
        for (long place = 0; place < DamageBook.MAX_LISTED + 5; place++) {
            book.note(new Damage(place, place, "x"));
            book.note(new Damage(0, 0, "again"));
        }
        assertThat(book.listed()).hasSize(DamageBook.MAX_LISTED);
        assertThat(book.count()).isEqualTo(DamageBook.MAX_LISTED + 5);
    }

    @Test
    void givenNoStore_whenLookedAt_thenItSaysSoAndMakesNothing() {
        Path key = folder.resolve("root.key");

        assertThatThrownBy(() -> LogTools.verify(folder, key)).isInstanceOf(KeyRefused.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givenMessagesInQuarantine_whenListed_thenNewestFirstWithTheirHeads() throws IOException {
        try (SealedLog log = open()) {
            var first = new Quarantined(1, "t", "broken", "no end", bytes("{"));
            var second = new Quarantined(2, "t", "too-long", "", new byte[10_000]);
            var _ = log.commit(List.of(), List.of(first, second), Map.of());
        }
        List<Quarantined> found = LogTools.quarantine(folder, folder.resolve("root.key"), 10);

        assertThat(found).extracting(Quarantined::reason).containsExactly("too-long", "broken");
        assertThat(found.getFirst().head()).hasSize(Quarantined.MAX_HEAD_BYTES);
        assertThat(found.getLast().head()).isEqualTo(bytes("{"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
