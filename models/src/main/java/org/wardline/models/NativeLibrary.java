package org.wardline.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Puts ONNX Runtime's native library into a folder, so that it is not unpacked at every start: {@code NativeLibrary FOLDER}, then start with
 * {@code -Donnxruntime.native.path=FOLDER}. Only for the machine this runs on, or one of the same kind.
 */
public final class NativeLibrary {
    /** The property by which ONNX Runtime finds its library. */
    public static final String PROPERTY = "onnxruntime.native.path";

    private static final List<String> FILES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

    private NativeLibrary() {}

    public static void main(String... arguments) throws IOException {
        String machine = arguments.length > 1 ? arguments[1] : machine();
        extract(Path.of(arguments[0]), machine);
    }

    /** The name of this machine among ONNX Runtime's libraries, such as {@code linux-aarch64}. */
    static String machine() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return "linux-" + (name.equals("amd64") ? "x64" : name);
    }

    /** Writes the two files of a machine into a folder. */
    public static void extract(Path folder, String machine) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            String resource = "/ai/onnxruntime/native/" + machine + "/" + file;
            try (InputStream in = ai.onnxruntime.OrtEnvironment.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("ONNX Runtime has no " + file + " for " + machine);
                }
                Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
