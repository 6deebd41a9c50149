package org.wardline.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leaves together: of the lanes in their order as much as a batch takes, what is filed and what is withdrawn apart. */
record Packed(List<Sent> sent, boolean isWithdrawal) {
    Packed {
        sent = List.copyOf(sent);
    }

    /** What of a batch came from where. */
    record Sent(Lane lane, Ready ready) {}

    /** Takes it out of the lanes; the first that is ready says which of the two leaves. */
    static Packed of(List<Lane> order) {
        boolean isWithdrawal = order.stream()
                .flatMap(lane -> lane.ready.stream().limit(1))
                .findFirst()
                .filter(Ready::isWithdrawal)
                .isPresent();
        List<Sent> sent = new ArrayList<>();
        var load = new Load();
        for (Lane lane : order) {
            for (@Nullable Ready next = lane.ready.peek();
                    next != null && next.isWithdrawal() == isWithdrawal && load.takes(next.observations());
                    next = lane.ready.peek()) {
                sent.add(new Sent(lane, lane.ready.remove()));
            }
        }
        return new Packed(sent, isWithdrawal);
    }

    Step step(long nowMs) {
        var batch = new Batch(
                sent.stream().map(each -> each.ready().asFiling(nowMs)).toList());
        return isWithdrawal ? new Step.Withdraw(batch) : new Step.Send(batch);
    }
}
