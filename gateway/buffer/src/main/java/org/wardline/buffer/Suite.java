package org.wardline.buffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ciphers a block can be sealed with, both from the JDK, both always readable. Without AES instructions (every Pi before the
 * 5) ChaCha20 is some twenty times faster, with them AES is the faster one.
 */
enum Suite {
    CHACHA20_POLY1305(1, "ChaCha20-Poly1305", "ChaCha20"),
    AES_256_GCM(2, "AES/GCM/NoPadding", "AES");

    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;
    private static final int TEST_BYTES = 16 * 1024;
    private static final long TEST_NANOS = 10_000_000; // for each of the two
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private final int code;
    private final String transformation;
    private final String keyAlgorithm;

    Suite(int code, String transformation, String keyAlgorithm) {
        this.code = code;
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    /** As it stands in headers. */
    int code() {
        return code;
    }

    /** The suite of a header; refused when a later version wrote it. */
    static Suite of(int code) throws KeyRefused {
        for (Suite suite : values()) {
            if (suite.code == code) {
                return suite;
            }
        }
        throw new KeyRefused(
                "sealed with cipher suite " + code + ", which this version does not know; a later one does");
    }

    Key key(byte[] material) {
        return new SecretKeySpec(material, keyAlgorithm);
    }

    Cipher cipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + transformation, e);
        }
    }

    AlgorithmParameterSpec nonce(byte[] nonce) {
        return this == AES_256_GCM ? new GCMParameterSpec(TAG_BYTES * 8, nonce) : new IvParameterSpec(nonce);
    }

    /** The suite to seal with on this machine: tested once a process. */
    static Suite fastest() {
        return Tested.FASTEST;
    }

    /** Runs the test when it is first asked for. */
    private static final class Tested {
        static final Suite FASTEST = tested();
    }

    /**
     * Tests both (a flipped bit must be refused) and gives the faster. The list of CPU features decides where there is one: in
     * the first milliseconds of a JVM a stopwatch sees the interpreter, not the instructions.
     */
    private static Suite tested() {
        long chacha = sealedInTestTime(CHACHA20_POLY1305);
        long aes = sealedInTestTime(AES_256_GCM);
        List<String> features = cpuFeatures();
        if (!features.isEmpty()) {
            return features.contains("aes") ? AES_256_GCM : CHACHA20_POLY1305;
        }
        return aes > chacha ? AES_256_GCM : CHACHA20_POLY1305;
    }

    private static List<String> cpuFeatures() {
        try {
            return Files.readAllLines(CPU, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .map(line -> List.of(line.split("[\\s:]+", -1)))
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of(); // no such list on this system: the stopwatch decides
        }
    }

    /** How many test texts it seals in its share of the start. */
    private static long sealedInTestTime(Suite suite) {
        byte[] plain = new byte[TEST_BYTES];
        Key key = suite.key(new byte[KEY_BYTES]); // a key of zeros, for this alone
        long count = 0;
        try {
            Cipher cipher = suite.cipher();
            byte[] sealed = plain;
            long start = System.nanoTime();
            do {
                cipher.init(Cipher.ENCRYPT_MODE, key, suite.nonce(nonceOf(count)));
                sealed = cipher.doFinal(plain);
                count++;
            } while (System.nanoTime() - start < TEST_NANOS);
            cipher.init(Cipher.DECRYPT_MODE, key, suite.nonce(nonceOf(count - 1)));
            if (!Arrays.equals(plain, cipher.doFinal(sealed))) {
                throw new IllegalStateException(suite + " does not give back what it sealed");
            }
            sealed[0] ^= 1;
            cipher.init(Cipher.DECRYPT_MODE, key, suite.nonce(nonceOf(count - 1)));
            byte[] opened = cipher.doFinal(sealed);
            throw new IllegalStateException(suite + " opened " + opened.length + " forged bytes");
        } catch (AEADBadTagException e) {
            return count; // as it must be
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal with " + suite, e);
        }
    }

    /** Twelve bytes: four zeros and the count of what was sealed under this key. */
    static byte[] nonceOf(long counter) {
        return new Sink(12).u32(0).u64(counter).toBytes();
    }
}
