package org.wardline.sync.uplink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.wardline.sync.Batch;
import org.wardline.sync.Filing;
import org.wardline.sync.Outcome;
import org.wardline.sync.fhir.Transaction;
import org.wardline.sync.fhir.Verdict;
import org.wardline.vitals.StayId;

/**
 * One batch on its way, in ever smaller parts where it must be: pure. A part that is turned down is cut in two until what
 * offends stands alone; what stops the server stops all.
 */
final class Halving {
    /** Requests for one batch; what is left then is not tried. */
    static final int MAX_REQUESTS = 64;
    /** Time for one batch, likewise. */
    static final long BUDGET_MS = 120_000;
    /** After so many failures of the server in a row the batch itself is suspected. */
    static final int SUSPECT_AFTER = 3;
    /** An entry that alone makes the server fail is tried again after this. */
    static final long FAILED_RETRY_MS = 60_000;
    /** A patient the server does not know is tried again after this. */
    static final long UNKNOWN_RETRY_MS = 600_000;

    private final Batch batch;
    private final int failedInARow;
    private final long deadlineMs;
    private final List<Outcome> outcomes;
    private final Deque<List<Integer>> parts = new ArrayDeque<>();
    private final Set<StayId> unknown = new HashSet<>();
    private List<Integer> sent = List.of();
    private int requests;
    private int failedAlone;
    private boolean isAnswered;
    private boolean hasFailed;
    private boolean isStopped;
    private String reason = "";
    private long retryAfterMs;

    /** @param failedInARow how often the server failed on batches before this one */
    Halving(Batch batch, int failedInARow, long nowMs) {
        this.batch = batch;
        this.failedInARow = failedInARow;
        this.deadlineMs = nowMs + BUDGET_MS;
        this.outcomes = new ArrayList<>(Collections.nCopies(batch.filings().size(), new Outcome.NotTried()));
        parts.add(IntStream.range(0, batch.filings().size()).boxed().toList());
    }

    /** Whether there is a part to send; spares those of patients that turned out to be unknown. */
    boolean hasNext(long nowMs) {
        while (!parts.isEmpty()) {
            List<Integer> known = new ArrayList<>();
            for (int at : parts.remove()) {
                if (unknown.contains(filing(at).subject().stay())) {
                    outcomes.set(at, new Outcome.UnknownPatient("unknown patient", UNKNOWN_RETRY_MS));
                } else {
                    known.add(at);
                }
            }
            if (!known.isEmpty()) {
                parts.addFirst(known);
                return !isStopped && requests < MAX_REQUESTS && nowMs < deadlineMs;
            }
        }
        return false;
    }

    List<Filing> next() {
        sent = parts.remove();
        requests++;
        return sent.stream().map(this::filing).toList();
    }

    void take(Verdict verdict, Transaction transaction) {
        switch (verdict) {
            case Verdict.Answered answered -> answered(answered, transaction);
            case Verdict.TurnedDown down -> halve(down.isUnknownReference() ? unknownPatient() : turnedDown(down));
            case Verdict.Failed failed -> failed(failed);
            case Verdict.NotNow later -> stop(later.reason(), later.retryAfterMs());
            case Verdict.Unauthorised _ -> stop("401: the token is not taken", 0);
            case Verdict.NotPacked _ -> stop("415: the media type is not taken", 0);
        }
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** Whether the server should be left alone now. */
    boolean isStopped() {
        return isStopped;
    }

    /** Whether it spoke of entries at all. */
    boolean isAnswered() {
        return isAnswered;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    String reason() {
        return reason;
    }

    long retryAfterMs() {
        return retryAfterMs;
    }

    private void answered(Verdict.Answered answered, Transaction transaction) {
        isAnswered = true;
        for (int part = 0; part < sent.size(); part++) {
            int worst = 0;
            for (int entry = 0; entry < answered.statuses().size(); entry++) {
                int owner = transaction.owners().get(entry);
                if (owner == part || owner == Transaction.PATIENT) {
                    worst = Math.max(worst, answered.statuses().get(entry));
                }
            }
            outcomes.set(sent.get(part), ofStatus(worst));
        }
    }

    private static Outcome ofStatus(int status) {
        return switch (status) {
            case 200, 201 -> new Outcome.Accepted();
            case 400, 410, 412, 413, 422 -> new Outcome.Refused("entry: " + status);
            default -> new Outcome.RetryAfter("entry: " + status, FAILED_RETRY_MS);
        };
    }

    private void halve(Outcome alone) {
        if (sent.size() == 1) {
            outcomes.set(sent.getFirst(), alone);
            if (alone instanceof Outcome.UnknownPatient) {
                boolean isNew = unknown.add(filing(sent.getFirst()).subject().stay());
                assert isNew : "its filings are spared";
            }
            return;
        }
        int middle = sent.size() / 2;
        parts.addFirst(sent.subList(middle, sent.size()));
        parts.addFirst(sent.subList(0, middle));
    }

    private void failed(Verdict.Failed failure) {
        hasFailed = true;
        if (failedInARow < SUSPECT_AFTER) {
            stop(failure.reason(), 0);
            return;
        }
        if (sent.size() == 1 && ++failedAlone > 1 && !isAnswered) {
            stop("the server fails on all", 0); // two alone and nothing filed: it is not the entries
            return;
        }
        halve(new Outcome.RetryAfter("the server fails on it", FAILED_RETRY_MS));
    }

    private void stop(String why, long askedMs) {
        isStopped = true;
        reason = why;
        retryAfterMs = Math.max(0, askedMs);
    }

    private static Outcome turnedDown(Verdict.TurnedDown down) {
        boolean mayPass = down.reason().startsWith("409"); // a conflict with somebody else's write
        return mayPass ? new Outcome.RetryAfter(down.reason(), FAILED_RETRY_MS) : new Outcome.Refused(down.reason());
    }

    private static Outcome unknownPatient() {
        return new Outcome.UnknownPatient("unknown patient", UNKNOWN_RETRY_MS);
    }

    private Filing filing(int at) {
        return batch.filings().get(at);
    }
}
