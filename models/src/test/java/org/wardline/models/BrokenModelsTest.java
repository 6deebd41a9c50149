package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.models.ModelRefused.Why;

/** Models that must not be loaded: each is refused with a reason, and nothing else happens. */
class BrokenModelsTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copyTheShippedModel() throws Exception {
        ModelSource shipped = ModelSource.shipped("anomaly");
        for (String file : new String[] {"manifest.json", "model.onnx", "golden.csv"}) {
            Files.write(folder.resolve(file), shipped.read(file, Scorer.MAX_MODEL_BYTES));
        }
    }

    @Test
    void givenTheModelAsShipped_whenLoadedFromAFolder_thenItIsTaken() throws Exception {
        try (Scorer scorer = Scorer.load(ModelSource.folder("anomaly", folder))) {
            assertThat(scorer.manifest().threshold()).isBetween(0.9, 1.0);
        }
    }

    @Test
    void givenAMissingFile_whenLoaded_thenItIsRefused() throws Exception {
        Files.delete(folder.resolve("model.onnx"));

        assertThat(refused()).isEqualTo(Why.MISSING);
        assertThat(catchThrowableOfType(ModelRefused.class, () -> Scorer.load(ModelSource.shipped("none")))
                        .why())
                .isEqualTo(Why.MISSING);
    }

    @Test
    void givenACutModel_whenLoaded_thenItIsRefused() throws Exception {
        model(Arrays.copyOf(model(), model().length / 2));

        assertThat(refused()).isEqualTo(Why.HASH);
    }

    @Test
    void givenZeroes_whenLoaded_thenTheyAreRefused() throws Exception {
        model(new byte[model().length]);

        assertThat(refused()).isEqualTo(Why.HASH);
    }

    @Test
    void givenOneFlippedBit_whenLoaded_thenItIsRefused() throws Exception {
        byte[] model = model();
        model[model.length / 3] ^= 1;
        model(model);

        assertThat(refused()).isEqualTo(Why.HASH);
    }

    @Test
    void givenCutBytesWithTheirOwnHash_whenLoaded_thenTheyAreRefused() throws Exception {
        modelWithItsHash(Arrays.copyOf(model(), model().length - 40));

        assertThat(refused()).isEqualTo(Why.CONTENT);
    }

    @Test
    void givenAnotherInputName_whenLoaded_thenItIsRefused() throws Exception {
        modelWithItsHash(replaced(model(), "features", "featurez"));

        assertThat(refused()).isEqualTo(Why.SHAPE);
    }

    @Test
    void givenAnotherOutputName_whenLoaded_thenItIsRefused() throws Exception {
        modelWithItsHash(replaced(model(), "unlike", "unlook"));

        assertThat(refused()).isEqualTo(Why.SHAPE);
    }

    @Test
    void givenAnOperationThatCanGrow_whenLoaded_thenItIsRefused() throws Exception {
        modelWithItsHash(replaced(model(), "Where", "Range"));

        assertThat(refused()).isEqualTo(Why.CONTENT);
    }

    @Test
    void givenDataOutsideTheFile_whenLoaded_thenItIsRefused() throws Exception {
        byte[] location = field(13, field(1, text("location")), field(2, text("../../etc/passwd")));
        byte[] node = field(1, field(4, text("Relu")));
        modelWithItsHash(field(7, node, field(5, location, new byte[] {14 << 3, 1})));

        assertThat(refused()).isEqualTo(Why.CONTENT);
    }

    @Test
    void givenAGraphWithinAGraph_whenLoaded_thenItIsRefused() throws Exception {
        byte[] inner = field(6, field(1, field(4, text("Relu"))));
        modelWithItsHash(field(7, field(1, field(4, text("Relu")), field(5, inner))));

        assertThat(refused()).isEqualTo(Why.CONTENT);
    }

    @Test
    void givenMoreNodesThanAllowed_whenLoaded_thenItIsRefused() throws Exception {
        ByteArrayOutputStream nodes = new ByteArrayOutputStream();
        for (int node = 0; node <= OnnxCheck.MAX_NODES; node++) {
            nodes.writeBytes(field(1, field(4, text("Relu"))));
        }
        modelWithItsHash(field(7, nodes.toByteArray()));

        assertThat(refused()).isEqualTo(Why.CONTENT);
    }

    @Test
    void givenAModelThatAnswersDifferently_whenLoaded_thenItIsRefused() throws Exception {
        modelWithItsHash(replaced(model(), "Add", "Sub")); // above less below instead of above and below

        assertThat(refused()).isEqualTo(Why.GOLDEN);
    }

    @Test
    void givenFeaturesOfAnotherGateway_whenLoaded_thenItIsRefused() throws Exception {
        manifest(manifest().replace("\"name\": \"rr.level\"", "\"name\": \"rr.median\""));
        assertThat(refused()).isEqualTo(Why.SHAPE);

        copyTheShippedModel();
        manifest(manifest().replace("\"unit\": \"Cel\"", "\"unit\": \"[degF]\""));
        assertThat(refused()).isEqualTo(Why.SHAPE);
    }

    @Test
    void givenAManifestThatIsNone_whenLoaded_thenItIsRefused() throws Exception {
        for (String text :
                new String[] {"", "[]", "{", "{\"format\":1}", "{\"a\":1,\"a\":2}", "[[[[[[[[[[1]]]]]]]]]]"}) {
            manifest(text);
            assertThat(refused()).as(text).isEqualTo(Why.MANIFEST);
        }
        manifest(shippedManifest().replace("\"threshold\": 0.99", "\"threshold\": 1.5"));
        assertThat(refused()).isEqualTo(Why.MANIFEST);
        manifest(shippedManifest().replace("\"file\": \"model.onnx\"", "\"file\": \"../model.onnx\""));
        assertThat(refused()).isEqualTo(Why.MANIFEST);
        manifest(shippedManifest().replace("\"name\": \"anomaly\"", "\"name\": \"other\""));
        assertThat(refused()).isEqualTo(Why.MANIFEST);
    }

    @Test
    void givenAFileBeyondTheBound_whenLoaded_thenItIsRefused() throws Exception {
        model(new byte[Scorer.MAX_MODEL_BYTES + 1]);
        assertThat(refused()).isEqualTo(Why.TOO_LARGE);

        manifest(" ".repeat(ModelManifest.MAX_BYTES + 1));
        assertThat(refused()).isEqualTo(Why.TOO_LARGE);
    }

    @Test
    void givenEveryTruncation_whenChecked_thenItIsRefusedOrWhole() throws Exception {
        byte[] model = model();
        for (int length = 0; length < model.length; length++) {
            byte[] cut = Arrays.copyOf(model, length);
            ModelRefused refused = catchThrowableOfType(ModelRefused.class, () -> OnnxCheck.check(cut));
            boolean isCutInTheGraph = length < model.length - 20; // only what follows the graph may be missing
            assertThat(refused != null || !isCutInTheGraph)
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    private Why refused() {
        return catchThrowableOfType(ModelRefused.class, () -> Scorer.load(ModelSource.folder("anomaly", folder)))
                .why();
    }

    private byte[] model() throws IOException {
        return Files.readAllBytes(folder.resolve("model.onnx"));
    }

    private void model(byte[] bytes) throws IOException {
        Files.write(folder.resolve("model.onnx"), bytes);
    }

    private void modelWithItsHash(byte[] bytes) throws Exception {
        String before = Scorer.sha256(model());
        model(bytes);
        manifest(manifest().replace(before, Scorer.sha256(bytes)));
    }

    private String manifest() throws IOException {
        return Files.readString(folder.resolve("manifest.json"));
    }

    private void manifest(String text) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), text);
    }

    private static String shippedManifest() throws Exception {
        byte[] bytes = ModelSource.shipped("anomaly").read(ModelManifest.FILE, ModelManifest.MAX_BYTES);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes with each occurrence of a word replaced by one as long. */
    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One length-delimited protobuf field. */
    private static byte[] field(int number, byte[]... parts) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            inner.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        for (int left = inner.size(); ; left >>>= 7) {
            if (left < 0x80) {
                out.write(left);
                break;
            }
            out.write((left & 0x7F) | 0x80);
        }
        out.writeBytes(inner.toByteArray());
        return out.toByteArray();
    }
}
