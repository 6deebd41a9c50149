package org.wardline.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wardline.models.ModelRefused.Why;
import org.wardline.vitals.Names;

/** Where the files of a model are: beside the program's classes, or in a folder. */
public final class ModelSource {
    private final String name;
    private final @Nullable Path folder; // null: beside the classes

    private ModelSource(String name, @Nullable Path folder) {
        this.name = name;
        this.folder = folder;
    }

    /** A model that came with the program, such as {@code anomaly}. */
    public static ModelSource shipped(String name) {
        return new ModelSource(name, null);
    }

    /** A model in a folder of its own, with manifest and golden rows. */
    public static ModelSource folder(String name, Path folder) {
        return new ModelSource(name, folder);
    }

    public String name() {
        return name;
    }

    /** Reads one file whole, and once: what is checked is what is loaded. */
    byte[] read(String file, int maxBytes) throws ModelRefused {
        if (!Names.isName(file) || !Names.isName(name)) {
            throw new ModelRefused(Why.MANIFEST, "a file or model has no plain name");
        }
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ModelRefused(Why.TOO_LARGE, file + " of " + name + " has more than " + maxBytes + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new ModelRefused(Why.MISSING, file + " of " + name + " cannot be read", e);
        }
    }

    private InputStream open(String file) throws IOException {
        if (folder != null) {
            return Files.newInputStream(folder.resolve(file));
        }
        InputStream in = ModelSource.class.getResourceAsStream(name + "/" + file);
        if (in == null) {
            throw new IOException("not shipped");
        }
        return in;
    }
}
