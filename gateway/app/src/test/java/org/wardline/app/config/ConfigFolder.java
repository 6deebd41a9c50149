package org.wardline.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A folder with the files that configurations of the tests name: {@code DIR} in them. */
record ConfigFolder(Path folder) {
    private static final String HASH =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    static ConfigFolder in(Path folder) throws IOException {
        var _ = Files.writeString(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\n");
        var _ = Files.writeString(folder.resolve("secret"), "hush\n");
        var _ = Files.writeString(folder.resolve("long-secret"), "a secret of enough characters\n");
        var _ = Files.writeString(folder.resolve("sounder"), "#!/bin/sh\n");
        var _ = folder.resolve("sounder").toFile().setExecutable(true);
        var _ = Files.writeString(folder.resolve("users"), "# ward\nm-12:" + HASH + "\n");
        var _ = Files.writeString(folder.resolve("plain-users"), "m-11:" + HASH + "\nm-12:hush\n");
        return new ConfigFolder(folder);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigFolder.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("ward.yaml"), yaml.replace("DIR", folder.toString()));
    }

    ConfigLoader.Loaded load(String yaml, String... sets) throws IOException {
        return ConfigLoader.load(Optional.of(file(yaml)), List.of(sets), ConfigFolder::alarmProblems);
    }

    /** What is wrong, one line each; empty when nothing is. */
    List<String> said(String yaml, String... sets) throws IOException {
        return switch (load(yaml, sets)) {
            case ConfigLoader.Valid _ -> List.of();
            case ConfigLoader.Invalid invalid ->
                invalid.problems().stream().map(Problem::toString).toList();
        };
    }

    GatewayConfig config(String yaml, String... sets) throws IOException {
        return valid(yaml, sets).config();
    }

    ConfigLoader.Valid valid(String yaml, String... sets) throws IOException {
        return switch (load(yaml, sets)) {
            case ConfigLoader.Valid valid -> valid;
            case ConfigLoader.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** Stands in for the alarm engine, which has tests of its own. */
    static Map<String, String> alarmProblems(Map<String, ?> alarms) {
        return alarms.toString().contains("beneath")
                ? Map.of("alarms.rules.spo2.low.medium.beneath", "is not a field")
                : Map.of();
    }
}
