package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardline.app.people.People;

/**
 * Who works at the stations, where it is kept what they do, and how the house is.
 *
 * @param people their accounts; absent: the page is believed
 * @param status how the gateway is, without anything of a patient
 */
public record House(Optional<People> people, Trail trail, Supplier<Future<JsonObject>> status) {
    /** Nobody signs in and nothing is kept. */
    public static House open() {
        return new House(Optional.empty(), Trail.none(), () -> Future.succeededFuture(new JsonObject()));
    }
}
