package org.wardline.app.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.wardline.app.cli.Commands.Misuse;

/** Where a command publishes to. */
final class Targets {
    private Targets() {}

    /** A URL that can be connected to. */
    static URI checked(@Nullable URI url) throws Misuse {
        boolean isRight = url != null
                && url.getHost() != null
                && url.getPort() > 0
                && ("mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme()));
        if (url == null || !isRight) {
            throw new Misuse("--to: mqtt://HOST:PORT or mqtts://HOST:PORT");
        }
        return url;
    }
}
