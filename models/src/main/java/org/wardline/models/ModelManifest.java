package org.wardline.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardline.models.ModelRefused.Why;

/**
 * What a model says of itself, read and checked before it is loaded.
 *
 * @param sha256 of the model file, lower case hex
 * @param goldenSha256 of {@code golden.csv}
 * @param threshold a score above it is unusual enough to be said
 * @param consecutive scores above the threshold, one after the other, before it is said
 * @param intendedUse and limits, for people
 */
public record ModelManifest(
        String name,
        String version,
        String file,
        String sha256,
        String goldenSha256,
        double threshold,
        int consecutive,
        String intendedUse,
        List<String> trainedOn) {
    /** The one kind of manifest there is. */
    static final String FORMAT = "wardline-model/1";

    static final String FILE = "manifest.json";
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_CONSECUTIVE = 3_600;

    public ModelManifest {
        trainedOn = List.copyOf(trainedOn);
    }

    /** Reads a manifest; refuses one that is not of this gateway's features. */
    static ModelManifest read(String expectedName, byte[] json) throws ModelRefused {
        try {
            Map<String, Object> root = JsonTree.object(json);
            require(FORMAT.equals(JsonTree.text(root, "format")), Why.MANIFEST, "format is not " + FORMAT);
            ModelManifest manifest = new ModelManifest(
                    JsonTree.text(root, "name"),
                    JsonTree.text(root, "version"),
                    JsonTree.text(root, "file"),
                    JsonTree.text(root, "sha256"),
                    JsonTree.text(root, "goldenSha256"),
                    JsonTree.number(root, "threshold"),
                    (int) JsonTree.number(root, "consecutive"),
                    JsonTree.text(root, "intendedUse"),
                    names(root));
            require(manifest.name.equals(expectedName), Why.MANIFEST, "it is of another model");
            require(manifest.threshold > 0 && manifest.threshold < 1, Why.MANIFEST, "threshold is not between 0 and 1");
            require(
                    manifest.consecutive >= 1 && manifest.consecutive <= MAX_CONSECUTIVE,
                    Why.MANIFEST,
                    "consecutive is not 1 to " + MAX_CONSECUTIVE);
            checkFeatures(JsonTree.list(root, "features"));
            return manifest;
        } catch (IOException e) {
            throw new ModelRefused(Why.MANIFEST, "the manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Map<String, Object> root) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> data : JsonTree.list(root, "trainedOn")) {
            names.add(JsonTree.text(data, "name") + " (" + JsonTree.text(data, "licence") + ")");
        }
        return names;
    }

    /** Names, units and ranges, in order: a model of other features would be fed nonsense. */
    private static void checkFeatures(List<Map<String, Object>> said) throws IOException, ModelRefused {
        require(said.size() == Features.COUNT, Why.SHAPE, said.size() + " features instead of " + Features.COUNT);
        for (int at = 0; at < Features.COUNT; at++) {
            Features.Feature ours = Features.list().get(at);
            Map<String, Object> theirs = said.get(at);
            boolean isSame = ours.name().equals(JsonTree.text(theirs, "name"))
                    && ours.unit().equals(JsonTree.text(theirs, "unit"))
                    && ours.low() == JsonTree.number(theirs, "low")
                    && ours.high() == JsonTree.number(theirs, "high");
            require(isSame, Why.SHAPE, "feature " + at + " is not " + ours.name() + " in " + ours.unit());
        }
    }

    private static void require(boolean isSo, Why why, String detail) throws ModelRefused {
        if (!isSo) {
            throw new ModelRefused(why, detail);
        }
    }
}
