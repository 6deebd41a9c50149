package org.wardline.app.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.config.GatewayConfig.AlarmWays;
import org.wardline.app.config.GatewayConfig.Webhook;
import org.wardline.app.security.SecretFile;

/** The keys under {@code alarms} that are not the alarm engine's: where alarms go besides the stations. */
final class AlarmWaysReader {
    /** What the alarm engine must not be shown. */
    static final Set<String> KEYS = Set.of("sounder", "webhook");

    /** A shorter secret is guessed. */
    private static final int MIN_SECRET_CHARS = 24;

    private static final List<String> SCHEMES = List.of("https://", "http://");
    private static final int MAX_ARGUMENTS = 32;

    private AlarmWaysReader() {}

    static AlarmWays read(Section alarms) {
        return new AlarmWays(sounder(alarms), webhook(alarms.section("webhook")));
    }

    private static List<String> sounder(Section alarms) {
        return alarms.texts(
                "sounder",
                MAX_ARGUMENTS,
                "a list: the absolute path of a program that may be run, then its arguments, at most " + MAX_ARGUMENTS,
                command -> isProgram(command.getFirst()));
    }

    private static boolean isProgram(String text) {
        try {
            Path program = Path.of(text);
            return program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program);
        } catch (InvalidPathException e) {
            return false; // said by the caller, as what is allowed
        }
    }

    private static Optional<Webhook> webhook(Section webhook) {
        Optional<URI> url = webhook.url("url", SCHEMES);
        Optional<Path> secret = webhook.parsed(
                "secretFile",
                "",
                "a readable file that holds one line of " + MIN_SECRET_CHARS + " characters or more",
                text -> ReferencedFiles.path(text).filter(AlarmWaysReader::isLong));
        Optional<Path> ca = ReferencedFiles.pem(webhook, "ca");
        long timeoutMs = webhook.duration("timeout", "5s", "100ms", "1m");
        webhook.close();
        if (webhook.isEmpty()) {
            return Optional.empty();
        }
        for (String needed : List.of("url", "secretFile")) {
            if (!webhook.has(needed)) {
                webhook.problem(needed, "must be given where other keys of this map are");
            }
        }
        boolean isTls = url.filter(ConfigReader::isTls).isPresent();
        if (url.isPresent() && !isTls && !ConfigReader.isHere(url.get())) {
            webhook.problem("url", "must be https:// beyond this machine");
        }
        if (url.isPresent() && ca.isPresent() && !isTls) {
            webhook.problem("ca", "must go with an url of https://");
        }
        return url.flatMap(to -> secret.map(file -> new Webhook(to, file, ca, timeoutMs)));
    }

    private static boolean isLong(Path file) {
        try {
            return SecretFile.read(file).length() >= MIN_SECRET_CHARS;
        } catch (IOException e) {
            return false; // said by the caller, as what is allowed
        }
    }
}
