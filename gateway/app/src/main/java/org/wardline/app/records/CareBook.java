package org.wardline.app.records;

import java.util.List;

/**
 * What people and the configuration do with patients and devices, told to the books that hang on it. What is done at a station
 * is one entry ({@code care.…}): what the ward makes of it is made here again.
 */
final class CareBook {
    private final StayBook stays;
    private final ScoreBook scores;
    private final SilenceBook silences;

    CareBook(StayBook stays, ScoreBook scores, SilenceBook silences) {
        this.stays = stays;
        this.scores = scores;
        this.silences = silences;
    }

    void take(Said event, long wallMs) {
        String bed = event.text("bed");
        switch (event.name()) {
            case "admit", "care.admit" -> admitted(event, bed, wallMs);
            case "discharge", "care.discharge" -> discharged(event.stay(), event.text("who"), wallMs);
            case "transfer" -> transferred(event, event.texts("devices"), wallMs);
            case "deviceLinked" -> linked(event.text("device"), event.stay(), wallMs);
            case "deviceUnlinked", "care.unlink" -> unlinked(event.text("device"), wallMs);
            case "care.transfer" -> {
                transferred(event, event.texts("along"), wallMs);
                event.texts("link").forEach(device -> linked(device, event.stay(), wallMs));
            }
            case "care.empty" -> {
                stays.stayIn(bed).ifPresent(stay -> discharged(stay, event.text("who"), wallMs));
                stays.emptied(bed);
            }
            case "care.leave" -> {
                scores.unlinked(event.stay(), stays.scale(event.stay()), _ -> true, wallMs);
                stays.left(event.stay(), wallMs);
            }
            case "care.return" -> stays.back(event.stay(), wallMs);
            case "care.link" -> stands(event.text("device"), bed, wallMs);
            case "care.correct" -> corrected(event, bed, wallMs);
            default -> {} // faults, acts on alarms: what came of them is said by a change
        }
    }

    /** Whoever is in the bed, and whom nobody ever named, ends by it. */
    private void admitted(Said admit, String bed, long wallMs) {
        stays.stayIn(bed).filter(stay -> !stay.equals(admit.stay())).ifPresent(stay -> ended(stay, wallMs));
        stays.admitted(admit, wallMs);
        admit.texts("devices").forEach(device -> linked(device, admit.stay(), wallMs));
    }

    private void discharged(String stay, String who, long wallMs) {
        stays.discharged(stay, who, wallMs);
        ended(stay, wallMs);
    }

    private void ended(String stay, long wallMs) {
        stays.gone(stay, wallMs);
        scores.ended(stay, stays.scale(stay), wallMs);
        silences.ends(stay, wallMs);
    }

    private void transferred(Said transfer, List<String> along, long wallMs) {
        stays.stayIn(transfer.text("to")).ifPresent(stay -> ended(stay, wallMs));
        scores.unlinked(transfer.stay(), stays.scale(transfer.stay()), device -> !along.contains(device), wallMs);
        stays.transferred(transfer, along, wallMs);
    }

    private void linked(String device, String stay, long wallMs) {
        forgotten(device, stay, wallMs);
        stays.links(device, stay);
    }

    private void stands(String device, String bed, long wallMs) {
        forgotten(device, stays.stayIn(bed).orElse(""), wallMs);
        stays.stands(device, bed, wallMs);
    }

    private void unlinked(String device, long wallMs) {
        forgotten(device, "", wallMs);
        stays.unlinked(device);
    }

    /** What a device measured of a patient counts for him no more, once it measures another. */
    private void forgotten(String device, String next, long wallMs) {
        String stay = stays.measuredBy(device);
        if (!stay.isEmpty() && !stay.equals(next)) {
            scores.unlinked(stay, stays.scale(stay), device::equals, wallMs);
        }
    }

    /** What was wrong up to now is right from now on. */
    private void corrected(Said correct, String bed, long wallMs) {
        long toMs = correct.whole("to", 0);
        if (toMs == 0 || toMs == wallMs) {
            if (bed.isEmpty()) {
                unlinked(correct.text("device"), wallMs);
            } else {
                stands(correct.text("device"), bed, wallMs);
            }
        }
    }
}
