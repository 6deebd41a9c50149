package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** A desk at which nothing can be stored: for tests of who may ask. */
final class NoPatients implements Patients {
    @Override
    public Future<Optional<String>> act(LongFunction<CareAct> act) {
        return failed();
    }

    @Override
    public Future<Optional<String>> admit(Newcomer newcomer, String who) {
        return failed();
    }

    @Override
    public Future<Optional<WardView.Bed>> bed(BedId bed) {
        return failed();
    }

    @Override
    public Optional<Known> who(StayId stay) {
        return Optional.empty();
    }

    @Override
    public Future<Optional<String>> erase(String stay) {
        return failed();
    }

    @Override
    public Future<DevicesView> devices() {
        return failed();
    }

    @Override
    public Future<Waiting> waiting() {
        return Future.succeededFuture(new Waiting(List.of(), 0, List.of(), List.of()));
    }

    @Override
    public Future<Boolean> retry(String uplink, long number) {
        return failed();
    }

    private static <T> Future<T> failed() {
        return Future.failedFuture("nothing is stored here");
    }
}
