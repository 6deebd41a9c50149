package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file is given back as it was sealed, under its own name, or not at all. */
class SealedFileTest {
    private static final byte[] PLAIN = "who works here".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @BeforeEach
    void thereIsALog() throws IOException {
        SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T).close();
    }

    private SealedFile file(String name) throws IOException {
        return SealedFile.in(folder, folder.resolve("root.key"), name);
    }

    @Test
    void givenNothing_whenRead_thenEmpty() throws IOException {
        assertThat(file("people").read()).isEmpty();
    }

    @Test
    void givenSomething_whenWritten_thenReadAgainByItsOwnerAloneAndNotInTheClear() throws IOException {
        file("people").write("before".getBytes(StandardCharsets.UTF_8));
        file("people").write(PLAIN);

        assertThat(file("people").read().orElseThrow()).isEqualTo(PLAIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("people"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("people"), StandardCharsets.ISO_8859_1))
                .doesNotContain("who works");
    }

    @Test
    void givenAnyByteChanged_whenRead_thenItDoesNotOpen() throws IOException {
        file("people").write(PLAIN);
        byte[] whole = Files.readAllBytes(folder.resolve("people"));
        for (int at = 0; at < whole.length; at++) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            Files.write(folder.resolve("people"), other);
            assertThatThrownBy(() -> file("people").read()).as("byte " + at).isInstanceOf(NotOpened.class);
        }
    }

    @Test
    void givenFileUnderAnotherName_whenRead_thenItDoesNotOpen() throws IOException {
        file("people").write(PLAIN);
        var _ = Files.copy(folder.resolve("people"), folder.resolve("other"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> file("other").read()).isInstanceOf(NotOpened.class);
    }

    @Test
    void givenMoreThanItTakes_whenWritten_thenRefusedAndTheOldOneStays() throws IOException {
        file("people").write(PLAIN);

        assertThatThrownBy(() -> file("people").write(new byte[SealedFile.MAX_BYTES + 1]))
                .isInstanceOf(IOException.class);
        assertThat(file("people").read().orElseThrow()).isEqualTo(PLAIN);
    }
}
