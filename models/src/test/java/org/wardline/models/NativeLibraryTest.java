package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenAPi_whenTheLibraryIsPutOnTheDisk_thenBothFilesAreThere() throws Exception {
        NativeLibrary.main(folder.resolve("native").toString(), "linux-aarch64");

        assertThat(Files.size(folder.resolve("native").resolve("libonnxruntime.so")))
                .isGreaterThan(20_000_000L);
        assertThat(folder.resolve("native").resolve("libonnxruntime4j_jni.so")).isNotEmptyFile();
    }

    @Test
    void givenAMachineThatOnnxRuntimeDoesNotKnow_whenAsked_thenItSaysSo() {
        assertThatThrownBy(() -> NativeLibrary.extract(folder, "linux-riscv64"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("linux-riscv64");
    }
}
