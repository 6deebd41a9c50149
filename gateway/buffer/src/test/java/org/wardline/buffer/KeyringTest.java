package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are missing, unsafe or others are refused in plain words; a clock and a day make new ones. */
class KeyringTest {
    @TempDir
    Path folder;

    private long nowMs = Readings.T;

    private SealedLog open() throws IOException {
        return SealedLog.open(folder, LogSettings.in(folder), () -> nowMs);
    }

    private void aStoreWithEntries() throws IOException {
        try (SealedLog log = open()) {
            SimLog.commit(log, Readings.numbered(1, 3));
        }
    }

    @Test
    void givenARootKeyOthersCanRead_whenOpened_thenItIsRefusedAndSaysWhatToDo() throws IOException {
        aStoreWithEntries();
        Files.setPosixFilePermissions(folder.resolve("root.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::open).isInstanceOf(KeyRefused.class).hasMessageContaining("chmod 600");
    }

    @Test
    void givenAnotherRootKey_whenOpened_thenItIsRefusedAndNothingIsMade() throws IOException {
        aStoreWithEntries();
        Files.write(folder.resolve("root.key"), new byte[RootKey.KEY_BYTES]);

        assertThatThrownBy(this::open).isInstanceOf(KeyRefused.class);
    }

    @Test
    void givenTheRootKeyIsGone_whenOpened_thenNoNewOneIsMadeOverTheStore() throws IOException {
        aStoreWithEntries();
        Files.delete(folder.resolve("root.key"));

        assertThatThrownBy(this::open).isInstanceOf(KeyRefused.class);
        assertThat(folder.resolve("root.key")).doesNotExist();
    }

    @Test
    void givenTheKeyringIsGone_whenOpened_thenTheStoreIsNotBegunAnew() throws IOException {
        aStoreWithEntries();
        Files.delete(folder.resolve("keyring.1"));
        Files.delete(folder.resolve("keyring.2"));

        assertThatThrownBy(this::open).isInstanceOf(KeyRefused.class);
    }

    @Test
    void givenOneCopyOfTheKeyringIsDamaged_whenOpened_thenTheOtherOneDoes() throws IOException {
        aStoreWithEntries();
        for (String name : List.of("keyring.1", "keyring.2")) {
            byte[] good = Files.readAllBytes(folder.resolve(name));
            for (int at = 0; at < good.length; at += 7) {
                byte[] bad = good.clone();
                bad[at] ^= 4;
                Files.write(folder.resolve(name), bad);
                try (SealedLog log = open()) {
                    assertThat(log.read(1, 9)).hasSize(3);
                }
            }
            Files.write(folder.resolve(name), Arrays.copyOf(good, good.length / 2));
            try (SealedLog log = open()) {
                assertThat(log.read(1, 9)).hasSize(3);
            }
            Files.write(folder.resolve(name), good);
        }
    }

    @Test
    void givenTheStoreIsGone_whenOpened_thenANewOneBeginsAndSaysSo() throws IOException {
        String gateway;
        try (SealedLog log = open()) {
            assertThat(log.isStoreLost()).isFalse();
            SimLog.commit(log, Readings.numbered(1, 3));
            gateway = log.gatewayId();
        }
        Files.delete(folder.resolve(Folder.STORE));
        try (SealedLog log = open()) {
            assertThat(log.isStoreLost()).isTrue();
            assertThat(log.gatewayId()).isEqualTo(gateway);
            assertThat(log.lastNumber()).isZero();
        }
    }

    @Test
    void givenAGivenKey_whenOpened_thenItIsNotWeak() throws IOException {
        Path key = folder.resolve("given.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new byte[RootKey.KEY_BYTES]);
        Path data = folder.resolve("data");
        try (SealedLog log = SealedLog.open(data, LogSettings.in(data).withKeyFile(key), () -> nowMs)) {
            assertThat(log.isKeyWeak()).isFalse();
        }
    }

    @Test
    void givenADayIsOver_whenSealed_thenANewEpochSealsAndAllCanBeRead() throws IOException {
        try (SealedLog log = open()) {
            for (int day = 0; day < 4; day++) {
                SimLog.commit(log, Readings.numbered(day + 1L, 1));
                nowMs += Epochs.MAX_AGE_MS;
            }
            assertThat(SimLog.texts(log.read(1, 9))).isEqualTo(SimLog.expected(1, 4));
        }
        assertThat(ring().newestEpoch()).isEqualTo(4);
        try (SealedLog log = open()) {
            assertThat(SimLog.texts(log.read(1, 9))).isEqualTo(SimLog.expected(1, 4));
        }
    }

    private Keyring ring() throws IOException {
        return Keyring.read(folder, RootKey.read(folder.resolve("root.key")));
    }

    @Test
    void givenABlockOfAnUnknownSuite_whenRead_thenItIsRefusedPolitely() {
        assertThatThrownBy(() -> Suite.of(3)).isInstanceOf(KeyRefused.class).hasMessageContaining("suite 3");
    }

    @Test
    void givenASessionReadBack_whenAskedToSeal_thenItRefuses() throws IOException {
        aStoreWithEntries();
        Keyring ring = ring();
        Session begun = Session.begin(ring, 9, Suite.CHACHA20_POLY1305, nowMs);
        Session read = Session.read(ring, 9, begun.header());
        byte[] sealed = begun.seal(new byte[] {1, 2, 3}, counter -> new byte[] {(byte) counter});

        assertThat(sealed).hasSize(3 + Suite.TAG_BYTES);
        assertThatThrownBy(() -> read.seal(new byte[1], counter -> new byte[1]))
                .isInstanceOf(IllegalStateException.class);
        byte[] otherKey = begun.header();
        otherKey[otherKey.length - 1] ^= 1;
        assertThatThrownBy(() -> Session.read(ring, 9, otherKey)).isInstanceOf(KeyRefused.class);
    }

    @Test
    void givenEpochsNothingIsSealedUnder_whenKeysAreRetired_thenTheyAreForgotten() throws IOException {
        Keyring ring = Keyring.begin(folder, newRoot());
        for (int epoch = 0; epoch < 3; epoch++) {
            ring.beginEpoch(nowMs);
        }
        ring.keepOnly(java.util.Set.of(2));

        assertThatThrownBy(() -> ring.epochKey(1)).isInstanceOf(KeyRefused.class);
        assertThat(ring().epochKey(2)).isEqualTo(ring.epochKey(2));
        assertThat(ring().epochKey(3)).hasSize(Suite.KEY_BYTES);
    }

    private RootKey newRoot() throws IOException {
        RootKey.makeIfAbsent(folder.resolve("root.key"));
        return RootKey.read(folder.resolve("root.key"));
    }

    @Test
    void givenKeysAndPayloads_whenPrinted_thenNothingOfThemShows() throws IOException {
        assertThat(newRoot().toString()).isEqualTo("root key");
        assertThat(new Quarantined(1, "t", "bad", "d", new byte[] {65}).toString())
                .doesNotContain("65", "A");
        assertThat(Map.of()).isEmpty();
    }
}
