package org.wardline.app.station;

import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** Knows who asks. Called on the station's context after the body has been read. */
@FunctionalInterface
public interface Doorman {
    /** Who asks; empty when nobody has signed in. */
    Optional<Caller> callerOf(RoutingContext context, Body body);

    /** Somebody acted: the time that ends a sign-in begins anew. */
    default void acted(RoutingContext context) {}

    /** Believes the name that the page says, as a ward without accounts does. */
    static Doorman trusting() {
        Pattern name = Pattern.compile("[^\\p{Cntrl}]{1," + Body.MAX_TEXT + "}");
        return (context, body) ->
                Optional.of(new Caller(body.optionalText("who", name).orElse(""), EnumSet.allOf(Right.class)));
    }
}
