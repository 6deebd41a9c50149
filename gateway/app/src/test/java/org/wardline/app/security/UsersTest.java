package org.wardline.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    /** The reference implementation's own: {@code echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32 -e}. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private static Users users(String... lines) {
        Users.Parsed parsed = Users.parse(List.of(lines));
        assertThat(parsed.wrong()).isEmpty();
        return parsed.users();
    }

    @Test
    void givenHashOfTheReferenceImplementation_whenPasswordIsRight_thenAccepted() {
        Users users = users("# the ward's devices", "", "m-12:" + REFERENCE);

        assertThat(users.accepts("m-12", PasswordHash.bytes("password"))).isTrue();
        assertThat(users.accepts("m-12", PasswordHash.bytes("Password"))).isFalse();
        assertThat(users.accepts("m-13", PasswordHash.bytes("password"))).isFalse();
    }

    @Test
    void givenNewHash_whenWrittenAndRead_thenItIsThePasswordsAlone() {
        PasswordHash hash = PasswordHash.of(PasswordHash.bytes("grün 12"), new SecureRandom());
        Users users = users("m-12:" + hash.encoded());

        assertThat(users.accepts("m-12", PasswordHash.bytes("grün 12"))).isTrue();
        assertThat(users.accepts("m-12", PasswordHash.bytes("grun 12"))).isFalse();
        assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hash).hasToString("an Argon2id hash");
    }

    @Test
    void givenSamePasswordTwice_whenHashed_thenSaltsDiffer() {
        SecureRandom random = new SecureRandom();

        assertThat(PasswordHash.of(PasswordHash.bytes("a"), random).encoded())
                .isNotEqualTo(PasswordHash.of(PasswordHash.bytes("a"), random).encoded());
    }

    @Test
    void givenReconnectStorm_whenAnswersAreKnown_thenNothingIsHashedAgain() {
        Users users = users("m-12:" + REFERENCE);

        for (int again = 0; again < 500; again++) {
            assertThat(users.accepts("m-12", PasswordHash.bytes("password"))).isTrue();
            assertThat(users.accepts("m-12", PasswordHash.bytes("wrong"))).isFalse();
            assertThat(users.accepts("nobody", PasswordHash.bytes("password"))).isFalse();
        }

        assertThat(users.verifications()).isEqualTo(3);
    }

    @Test
    void givenAnswer_whenItWasGivenBefore_thenItIsKnownWithoutAHash() {
        Users users = users("m-12:" + REFERENCE);
        assertThat(users.known("m-12", PasswordHash.bytes("password"))).isEmpty();
        assertThat(users.accepts("m-12", PasswordHash.bytes("password"))).isTrue();
        assertThat(users.accepts("m-12", PasswordHash.bytes("wrong"))).isFalse();

        assertThat(users.known("m-12", PasswordHash.bytes("password"))).contains(true);
        assertThat(users.known("m-12", PasswordHash.bytes("wrong"))).contains(false);
        assertThat(users.known("m-13", PasswordHash.bytes("password"))).isEmpty();
        assertThat(users.verifications()).isEqualTo(2);
    }

    @Test
    void givenMoreGuessesThanAreRemembered_whenTheWardReconnects_thenItsAnswersAreStillThere() {
        Users users = users(
                "m-12:$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "m-13:" + REFERENCE);
        assertThat(users.accepts("m-13", PasswordHash.bytes("password"))).isTrue();
        for (int guess = 0; guess <= Users.MAX_REMEMBERED; guess++) {
            assertThat(users.accepts("m-12", PasswordHash.bytes("guess" + guess)))
                    .isFalse();
        }
        long before = users.verifications();

        assertThat(users.accepts("m-13", PasswordHash.bytes("password"))).isTrue();
        assertThat(users.verifications()).isEqualTo(before);
        assertThat(users.accepts("m-12", PasswordHash.bytes("guess0"))).isFalse();
        assertThat(users.verifications()).as("the oldest guess is forgotten").isEqualTo(before + 1);
    }

    @Test
    void givenPasswordOverTheBound_whenAsked_thenItIsWrong() {
        Users users = users("m-12:" + REFERENCE);

        assertThat(users.accepts("m-12", new byte[PasswordHash.MAX_PASSWORD_BYTES + 1]))
                .isFalse();
    }

    @Test
    void givenNoUsers_whenAnybodyAsks_thenNobodyIsAccepted() {
        assertThat(users().accepts("", new byte[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=32769,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=11,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=5$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOg",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQab$x",
                "secret"
            })
    void givenHashOutOfForm_whenRead_thenItIsNone(String text) {
        assertThat(PasswordHash.parse(text)).isEmpty();
        assertThat(Users.parse(List.of("m-12:" + text)).wrong())
                .containsExactly(
                        new Users.Wrong(1, "must be NAME:HASH with a hash of ./wardline config hash-password"));
    }

    @Test
    void givenUserTwiceOrTooMany_whenRead_thenItIsSaid() {
        assertThat(Users.parse(List.of("a:" + REFERENCE, "a:" + REFERENCE)).wrong())
                .containsExactly(new Users.Wrong(2, "stands here twice; each user once"));
        List<String> crowd = IntStream.rangeClosed(0, Users.MAX_USERS)
                .mapToObj(n -> "u" + n + ":" + REFERENCE)
                .toList();
        assertThat(Users.parse(crowd).wrong()).containsExactly(new Users.Wrong(0, "too many users; at most 4096"));
    }

    @Test
    void givenFileWithAWrongLine_whenLoaded_thenFileAndLineAreNamedAndNoSecret(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "\nm-12:secret\n");

        assertThatThrownBy(() -> Users.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ":2: must be NAME:HASH with a hash of ./wardline config hash-password");
    }

    @Test
    void givenSecretFile_whenRead_thenItsOneLine(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good"), "abc def\n");
        Path two = Files.writeString(folder.resolve("two"), "abc\ndef\n");
        Path longest = Files.writeString(folder.resolve("longest"), "x".repeat(SecretFile.MAX_BYTES));
        Path longer = Files.writeString(folder.resolve("longer"), "x".repeat(SecretFile.MAX_BYTES + 1));

        assertThat(SecretFile.read(good)).isEqualTo("abc def");
        assertThat(SecretFile.read(longest)).hasSize(SecretFile.MAX_BYTES);
        assertThatThrownBy(() -> SecretFile.read(two)).hasMessageEndingWith("must hold one line of at most 8192 bytes");
        assertThatThrownBy(() -> SecretFile.read(longer)).isInstanceOf(IOException.class);
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(PasswordHash.bytes(text));
    }

    @Test
    void givenNewPasswordOnStandardInput_whenHashed_thenItsFirstLineSignsIn() throws IOException {
        Users users = users("ann:" + NewPassword.hashOf(typed("correct horse\r\nnot this\n")));

        assertThat(users.accepts("ann", PasswordHash.bytes("correct horse"))).isTrue();
    }

    @Test
    void givenPasswordAtAndBeyondItsBounds_whenHashed_thenBeyondIsRefused() throws IOException {
        assertThat(NewPassword.hashOf(typed("12345678"))).startsWith("$argon2id$");
        assertThat(NewPassword.hashOf(typed("x".repeat(PasswordHash.MAX_PASSWORD_BYTES) + "\n")))
                .startsWith("$argon2id$");
        for (String wrong : List.of("1234567", "x".repeat(PasswordHash.MAX_PASSWORD_BYTES + 1), "", "\n12345678")) {
            assertThatThrownBy(() -> NewPassword.hashOf(typed(wrong)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a password must have 8 to 256 bytes");
        }
    }
}
