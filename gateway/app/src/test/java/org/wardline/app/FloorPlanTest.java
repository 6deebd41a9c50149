package org.wardline.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import what: the second fence, per package, behind Maven's. */
class FloorPlanTest {
    private static final String VERTX = "io.vertx..";
    private static final String H2 = "org.h2..";
    private static final String ONNX = "ai.onnxruntime..";
    private static final String CRYPTO = "javax.crypto..";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wardline");

    private static void fence(String inside, String because, String... outside) {
        noClasses()
                .that()
                .resideInAPackage(inside)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(outside)
                .because(because)
                .check(HOUSE);
    }

    @Test
    void vitalsIsTheGroundFloor() {
        fence(
                "org.wardline.vitals..",
                "everybody speaks its words, so it depends on nobody",
                VERTX,
                H2,
                ONNX,
                "com.fasterxml..",
                "org.wardline.adapter..",
                "org.wardline.core..",
                "org.wardline.buffer..",
                "org.wardline.models..",
                "org.wardline.sync..",
                "org.wardline.app..");
    }

    @Test
    void adaptersKnowTheVocabularyAlone() {
        fence(
                "org.wardline.adapter..",
                "a protocol is one folder that can be dropped",
                VERTX,
                H2,
                ONNX,
                "org.wardline.core..",
                "org.wardline.buffer..",
                "org.wardline.app..");
    }

    @Test
    void theSimulatorHandsOutMessagesAndSendsNone() {
        fence(
                "org.wardline.simulator..",
                "who sends is the caller's business",
                VERTX,
                "org.wardline.core..",
                "org.wardline.app..");
    }

    @Test
    void theCoreIsPure() {
        fence(
                "org.wardline.core..",
                "what decides is the same in a simulation",
                VERTX,
                H2,
                ONNX,
                CRYPTO,
                "java.nio.file..",
                "java.util.concurrent.locks..",
                "com.fasterxml..",
                "org.wardline.buffer..",
                "org.wardline.models..",
                "org.wardline.sync..",
                "org.wardline.app..");
        noClasses()
                .that()
                .resideInAPackage("org.wardline.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because("time comes with each event")
                .check(HOUSE);
    }

    @Test
    void theBufferIsTheOnlyH2AndTheOnlyRecordCrypto() {
        fence(
                "org.wardline.buffer..",
                "a disk does not need an event loop",
                VERTX,
                ONNX,
                "org.wardline.core..",
                "org.wardline.app..");
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wardline.buffer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(H2, CRYPTO)
                .because("keys and the store stay in one room")
                .check(HOUSE);
    }

    @Test
    void modelsAndSyncStandBesideEachOther() {
        fence(
                "org.wardline.models..",
                "a model sees windows, not the ward",
                VERTX,
                H2,
                "org.wardline.sync..",
                "org.wardline.app..");
        fence(
                "org.wardline.sync..",
                "what leaves is written from the log",
                H2,
                ONNX,
                "org.wardline.models..",
                "org.wardline.app..");
        fence("org.wardline.sync.fhir..", "writers are pure", VERTX);
    }

    @Test
    void theDataPathIsPlainJavaOverPorts() {
        noClasses()
                .that()
                .haveFullyQualifiedName("org.wardline.app.DataPath")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        VERTX,
                        H2,
                        ONNX,
                        CRYPTO,
                        "org.eclipse.paho..",
                        "org.wardline.adapter..",
                        "org.wardline.buffer..")
                .because("a reader who knows this file knows the product")
                .check(HOUSE);
    }
}
