package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.StayId;

/** Who a stay is: sealed, found again, and gone when its key is. */
class IdentityVaultTest {
    private static final StayId STAY = new StayId("k3f9");
    private static final Person PERSON = new Person("李", "薇", "4711-0815", "1950-02-03");

    @TempDir
    private Path folder = Path.of("");

    private IdentityVault vault() throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T)) {
            return log.identities();
        }
    }

    private Path inside(String name) {
        return folder.resolve("identities").resolve(name);
    }

    private String allBytes() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void givenPerson_whenPutAndOpenedAgain_thenItIsThereAndNowhereInTheClear() throws IOException {
        vault().put(STAY, PERSON);

        assertThat(vault().get(STAY)).contains(PERSON);
        assertThat(vault().all()).containsOnlyKeys(STAY);
        assertThat(allBytes()).doesNotContain("4711-0815", "1950-02-03");
        assertThat(PERSON.toString() + vault()).doesNotContain("4711");
    }

    @Test
    void givenErasedStay_whenItsFileComesBackFromACopy_thenItOpensNeverAgain() throws IOException {
        vault().put(STAY, PERSON);
        byte[] copy = Files.readAllBytes(inside("k3f9.sealed"));

        vault().erase(STAY);
        Files.write(inside("k3f9.sealed"), copy);

        assertThat(vault().get(STAY)).isEmpty();
        assertThat(inside("k3f9.sealed")).as("what no key opens is removed").doesNotExist();
    }

    @Test
    void givenKnownStay_whenPutAgain_thenItIsRefusedAndHeIsAsHeWas() throws IOException {
        var vault = vault();
        vault.put(STAY, PERSON);

        assertThatThrownBy(() -> vault.put(STAY, new Person("李", "薇", "4712", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("4712");

        assertThat(vault().get(STAY)).contains(PERSON);
    }

    @Test
    void givenKeysThatCannotBeRead_whenOpened_thenNoSealedFileIsThrownAway() throws IOException {
        vault().put(STAY, PERSON);
        byte[] keys = Files.readAllBytes(inside("stay-keys.1"));
        Files.write(inside("stay-keys.1"), new byte[0]);
        Files.write(inside("stay-keys.2"), new byte[0]);
        assertThat(vault().get(STAY)).isEmpty();

        Files.write(inside("stay-keys.1"), keys);

        assertThat(vault().get(STAY)).contains(PERSON);
    }

    @Test
    void givenFileOfAnotherStay_whenOpened_thenItIsNobody() throws IOException {
        vault().put(STAY, PERSON);
        vault().put(new StayId("other"), new Person("Haddad", "", "1", ""));

        Files.copy(inside("k3f9.sealed"), inside("other.sealed"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(vault().get(new StayId("other"))).isEmpty();
    }

    @Test
    void givenEveryByteOfTheKeysSpoilt_whenOpened_thenTheOtherCopyDoes() throws IOException {
        vault().put(STAY, PERSON);
        byte[] keys = Files.readAllBytes(inside("stay-keys.1"));
        for (int at = 0; at < keys.length; at++) {
            byte[] spoilt = keys.clone();
            spoilt[at] ^= 1;
            Files.write(inside("stay-keys.1"), spoilt);
            assertThat(vault().get(STAY)).as("byte %d", at).contains(PERSON);
        }
    }

    @Test
    void givenEndedStay_whenOpenedAgain_thenTheFirstWordOnItsEndCountsUntilItLasts() throws IOException {
        var vault = vault();
        vault.put(STAY, PERSON);
        assertThat(vault.endOf(STAY)).isEmpty();
        vault.ended(STAY, 5_000);
        vault.ended(STAY, 9_000);

        assertThat(vault().endOf(STAY)).contains(5_000L);
        vault().lasts(STAY);
        assertThat(vault().endOf(STAY)).isEmpty();
        assertThat(vault().get(STAY)).contains(PERSON);
    }

    @Test
    void givenFullVault_whenAnotherComes_thenItIsRefusedAndNobodyIsLost() throws IOException {
        var vault = vault();
        vault.limitTo(3);
        for (String name : List.of("a", "b", "c")) {
            vault.put(new StayId(name), PERSON);
        }

        assertThatThrownBy(() -> vault.put(STAY, PERSON)).isInstanceOf(LogFull.class);

        assertThat(vault.all()).hasSize(3);
    }
}
