package org.wardline.app.station;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wardline.core.WardView;

/**
 * Which beds a person acts on: what is asked must be about those, where the account names some. What a screen shows and says by
 * itself is nobody's act, and has no scope.
 */
final class Scope {
    private static final List<String> BEDS = List.of("bed", "to");

    private final Supplier<WardView> view;

    Scope(Supplier<WardView> view) {
        this.view = view;
    }

    /**
     * Whether all beds and alarms that are named in path and body are the caller's. An act of care that names none may be about
     * anybody: it is for those who act on all beds.
     */
    boolean isWithin(Caller caller, Api.Endpoint endpoint, RoutingContext context, Body body) {
        if (caller.beds().isEmpty()) {
            return true;
        }
        Stream<String> inPath = BEDS.stream().map(context::pathParam).filter(name -> name != null);
        Stream<String> inBody = BEDS.stream()
                .map(body.json()::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast);
        Stream<String> alarms = Stream.of(
                        context.pathParam("alarm"), body.json().getValue("alarm"))
                .filter(String.class::isInstance)
                .map(alarm -> bedOf(String.valueOf(alarm)));
        List<String> named =
                Stream.of(inPath, inBody, alarms).flatMap(names -> names).toList();
        boolean isAboutAnybody = named.isEmpty() && endpoint.right() == Right.CARE && endpoint.isAct();
        return !isAboutAnybody && caller.beds().containsAll(named);
    }

    /** The bed of an alarm {@code STAY:SIGN.KIND:N}; empty, and so nobody's, when its stay lies in none. */
    private String bedOf(String alarm) {
        int end = alarm.indexOf(':');
        String stay = end < 0 ? "" : alarm.substring(0, end);
        return view.get().beds().stream()
                .filter(bed -> bed.stay().map(of -> of.name().equals(stay)).orElse(false))
                .map(bed -> bed.bed().name())
                .findFirst()
                .orElse("");
    }
}
