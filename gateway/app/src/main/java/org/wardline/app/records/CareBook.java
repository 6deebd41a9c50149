package org.wardline.app.records;

import java.util.Optional;
import org.wardline.core.CareAct;
import org.wardline.core.Deeds;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.DeviceId;

/** What people and the configuration do with patients and devices, told to the books that hang on it. */
final class CareBook {
    private final Deeds deeds;
    private final StayBook stays;
    private final ScoreBook scores;
    private final SilenceBook silences;

    CareBook(Deeds deeds, StayBook stays, ScoreBook scores, SilenceBook silences) {
        this.deeds = deeds;
        this.stays = stays;
        this.scores = scores;
        this.silences = silences;
    }

    void take(Happening what, long wallMs) {
        switch (what) {
            case CareAct.Leave leave -> {
                scores.unlinked(leave.stay(), stays.scale(leave.stay()), _ -> true, wallMs);
                stays.left(leave.stay(), wallMs);
            }
            case CareAct.Return back -> stays.back(back.stay(), wallMs);
            case CareAct.Link link -> stays.measured(link.bed(), wallMs);
            case CareAct.Correct correct -> correct.bed().ifPresent(bed -> stays.measured(bed, wallMs));
            default -> {} // its events say it all
        }
        boolean isMeant = !(what instanceof CareAct.Admit || what instanceof CareAct.Transfer);
        deeds.tell(what, wallMs, event -> happened(event, isMeant, wallMs));
    }

    /**
     * Before it counts among the deeds.
     *
     * @param isMeant whoever goes by it is discharged; else he is one whom nobody ever named and who ends by it
     */
    private void happened(AlarmEvent event, boolean isMeant, long wallMs) {
        switch (event) {
            case AlarmEvent.Admit admit -> {
                comes(admit.stay(), admit.bed(), wallMs);
                stays.admitted(admit, wallMs);
            }
            case AlarmEvent.Discharge gone -> {
                if (isMeant) {
                    stays.discharged(gone, wallMs);
                }
                ended(gone.stay(), wallMs);
            }
            case AlarmEvent.Transfer moved -> {
                comes(moved.stay(), moved.to(), wallMs);
                scores.unlinked(
                        moved.stay(),
                        stays.scale(moved.stay()),
                        device -> !moved.devices().contains(device),
                        wallMs);
                stays.transferred(moved, wallMs);
            }
            case AlarmEvent.DeviceLinked linked -> forgotten(linked.device(), linked.stay(), wallMs);
            case AlarmEvent.DeviceUnlinked unlinked -> forgotten(unlinked.device(), "", wallMs);
            case AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _,
                    AlarmEvent.OfAlarms _ -> {} // what came of them is said by a change
        }
    }

    /** Whoever is thought to lie where somebody comes is there no more. */
    private void comes(String stay, String bed, long wallMs) {
        deeds.stayIn(bed).filter(other -> !other.equals(stay)).ifPresent(other -> ended(other, wallMs));
    }

    private void ended(String stay, long wallMs) {
        stays.gone(stay, wallMs);
        scores.ended(stay, stays.scale(stay), wallMs);
        silences.ends(stay, wallMs);
    }

    /** What a device measured of a patient counts for him no more, once it measures another. */
    private void forgotten(String device, String next, long wallMs) {
        Optional<String> stay = deeds.measuredBy(new DeviceId(device)).filter(now -> !now.equals(next));
        stay.ifPresent(now -> scores.unlinked(now, stays.scale(now), device::equals, wallMs));
    }
}
