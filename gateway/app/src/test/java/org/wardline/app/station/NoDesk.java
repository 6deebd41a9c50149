package org.wardline.app.station;

import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.core.Now;

/** Desks at which nothing is known and nothing can be stored: for tests of who may ask. */
final class NoDesk {
    private static final Map<Class<?>, Object> ANSWERS = Map.of(
            Future.class, Future.failedFuture("nothing is stored here"),
            Optional.class, Optional.empty(),
            List.class, List.of(),
            Now.class, new Now(1_000_000, 1_000_000, Now.WallQuality.SYNCED));

    private NoDesk() {}

    static <T> T of(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> ANSWERS.get(method.getReturnType())));
    }
}
