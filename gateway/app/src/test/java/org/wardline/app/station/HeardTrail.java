package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardline.buffer.AuditLine;

/** A trail in memory, that may be made to fail. */
final class HeardTrail implements Trail {
    final List<Deed> deeds = new CopyOnWriteArrayList<>();
    boolean isFailing;

    @Override
    public Future<Void> note(Deed deed) {
        if (isFailing) {
            return Future.failedFuture("the disk is full");
        }
        deeds.add(deed);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<AuditLine>> before(long number, int max) {
        return Future.succeededFuture(List.of());
    }

    /** Before and after, of the newest. */
    List<String> change() {
        Deed deed = deeds.getLast();
        return List.of(deed.old(), deed.now());
    }
}
