package org.wardline.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * Makes acts of people into the alarm engine's events and into links. What cannot be done is found out first, so that of an act
 * all is done or nothing.
 *
 * @param plan what the configuration says of beds and devices
 * @param wallMs epoch milliseconds of the act
 * @param tell carries an event out: engine and places
 */
record Care(WardPlan plan, Places places, DeviceBook book, long wallMs, Consumer<AlarmEvent> tell) {

    /** Why an act cannot be done as things stand: the field that is in the way; empty when it can. */
    Optional<String> refusal(CareAct act) {
        return switch (act) {
            case CareAct.Admit admit -> refusal(admit);
            case CareAct.Discharge discharge -> unless(isHere(discharge.stay()), "stay");
            case CareAct.Transfer transfer -> refusal(transfer);
            case CareAct.Empty empty ->
                unless(isBed(empty.bed()), "bed").or(() -> unless(isWhoLiesThere(empty), "stay"));
            case CareAct.Leave leave ->
                unless(isHere(leave.stay()), "stay").or(() -> unless(!isAway(leave.stay()), "away"));
            case CareAct.Return back ->
                unless(isHere(back.stay()), "stay").or(() -> unless(isAway(back.stay()), "away"));
            case CareAct.Link link -> refusal(link);
            case CareAct.Unlink unlink -> unless(isAnywhere(unlink.device()), "device");
            case CareAct.Correct correct -> refusal(correct);
        };
    }

    private Optional<String> refusal(CareAct.Admit admit) {
        return unless(!isHere(admit.stay()), "stay")
                .or(() -> unless(isBed(admit.bed()) && isFree(new BedId(admit.bed())), "bed"))
                .or(() -> unless(
                        admit.devices().stream().allMatch(device -> isUnbound(device, admit.bed(), "")), "device"));
    }

    private Optional<String> refusal(CareAct.Transfer transfer) {
        var stay = new StayId(transfer.stay());
        List<String> own = devicesOf(stay);
        return unless(isHere(transfer.stay()), "stay")
                .or(() -> unless(isElsewhere(stay, transfer.to()) && isBed(transfer.to()), "bed"))
                .or(() -> unless(isFree(new BedId(transfer.to())), "bed"))
                .or(() -> unless(
                        own.containsAll(transfer.along())
                                && transfer.link().stream()
                                        .allMatch(device -> isUnbound(device, transfer.to(), transfer.stay())),
                        "device"));
    }

    /** From a past time: not of a device that measures another patient meanwhile, whose hours would go along. */
    private Optional<String> refusal(CareAct.Link link) {
        boolean isPast = link.fromWallMs() > 0 && link.fromWallMs() < wallMs;
        return unless(isBed(link.bed()), "bed")
                .or(() -> unless(link.fromWallMs() <= wallMs, "from"))
                .or(() -> unless(!isPast || isUnbound(link.device(), link.bed(), ""), "device"))
                .or(() -> unless(link.fromWallMs() == 0 || places.links().takesCorrections(wallMs), "corrections"));
    }

    private Optional<String> refusal(CareAct.Correct correct) {
        long toMs = correct.toWallMs() == 0 ? wallMs : correct.toWallMs();
        long mostMs = wallMs + WardState.WALL_DRIFT_MS; // the clock of who says "until now" may be a moment ahead
        boolean isTime = correct.fromWallMs() >= 0 && correct.fromWallMs() < toMs && toMs <= mostMs;
        return unless(isTime, "time")
                .or(() -> unless(correct.bed().isEmpty() || isBed(correct.bed().get()), "bed"))
                .or(() -> unless(places.links().takesCorrections(wallMs), "corrections"));
    }

    private static Optional<String> unless(boolean isWell, String why) {
        return isWell ? Optional.empty() : Optional.of(why);
    }

    private long steadyMs() {
        return wallMs + places.links().steady().aheadMs();
    }

    private boolean isHere(String stay) {
        return places.beds.containsKey(new StayId(stay));
    }

    private boolean isWhoLiesThere(CareAct.Empty empty) {
        return empty.stay().equals(Optional.of(CareAct.Empty.WHOEVER))
                || places.stayNow(new BedId(empty.bed())).map(StayId::name).equals(empty.stay());
    }

    private boolean isElsewhere(StayId stay, String bed) {
        return !new BedId(bed).equals(places.beds.get(stay));
    }

    private boolean isAway(String stay) {
        return places.away.containsKey(new StayId(stay));
    }

    private boolean isBed(String bed) {
        return plan.admitsAny()
                || plan.beds().stream().anyMatch(known -> known.bed().name().equals(bed));
    }

    /** Nobody lies there, or somebody whom nobody ever named. */
    private boolean isFree(BedId bed) {
        return places.stayNow(bed).stream().allMatch(this::isProvisional);
    }

    private boolean isProvisional(StayId stay) {
        return !places.named.contains(stay)
                && plan.stays().stream().noneMatch(planned -> planned.stay().equals(stay));
    }

    /** Measures nobody else: nobody, the provisional patient who ends, or this very patient. */
    private boolean isUnbound(String device, String bed, String stay) {
        Optional<StayId> measured = places.measures(new DeviceId(device));
        boolean isOwn = measured.filter(patient -> patient.name().equals(stay)).isPresent();
        return measured.isEmpty() || isOwn || measured.equals(places.stayNow(new BedId(bed)));
    }

    private boolean isAnywhere(String device) {
        var id = new DeviceId(device);
        return places.measures(id).isPresent() || places.links().standsAt(id).isPresent();
    }

    private List<String> devicesOf(StayId stay) {
        Away away = places.away.get(stay);
        List<AlarmEvent.DeviceLinked> contracts = away == null ? places.contractsOf(stay) : away.contracts();
        return contracts.stream().map(AlarmEvent.DeviceLinked::device).toList();
    }

    /** Does it; only what {@link #refusal} has nothing against. */
    void carry(CareAct act) {
        switch (act) {
            case CareAct.Admit admit -> admit(admit);
            case CareAct.Discharge discharge -> discharge(new StayId(discharge.stay()), discharge);
            case CareAct.Transfer transfer -> transfer(transfer);
            case CareAct.Empty empty -> empty(empty);
            case CareAct.Leave leave -> leave(leave);
            case CareAct.Return back -> back(back);
            case CareAct.Link link -> link(link);
            case CareAct.Unlink unlink -> unlink(new DeviceId(unlink.device()), unlink);
            case CareAct.Correct correct -> correct(correct);
        }
    }

    private void admit(CareAct.Admit admit) {
        var bed = new BedId(admit.bed());
        free(bed, admit);
        places.named.add(new StayId(admit.stay()));
        tell.accept(new AlarmEvent.Admit(admit.atMs(), admit.stay(), admit.bed(), admit.news2(), admit.who()));
        admit.devices().forEach(device -> measure(device, admit.stay(), admit));
    }

    /** From now on a bed is in people's hands; who was never named leaves it. */
    private void free(BedId bed, CareAct by) {
        places.stayNow(bed).ifPresent(stay -> discharge(stay, by));
        take(bed);
    }

    /** The configuration has no say here any more: who it names for this bed came or does not come. */
    private void take(BedId bed) {
        places.set(places.byHand().bed(bed));
        for (WardPlan.Stay planned : plan.stays()) {
            if (planned.bed().equals(bed) && !places.beds.containsKey(planned.stay())) {
                places.set(places.byHand().ended(planned.stay(), steadyMs()));
            }
        }
    }

    private void discharge(StayId stay, CareAct by) {
        take(places.beds.getOrDefault(stay, new BedId(stay.name())));
        endPlan(stay);
        tell.accept(new AlarmEvent.Discharge(by.atMs(), stay.name(), by.who()));
    }

    private void endPlan(StayId stay) {
        if (plan.stays().stream().anyMatch(planned -> planned.stay().equals(stay))) {
            places.set(places.byHand().ended(stay, steadyMs()));
        }
    }

    private void transfer(CareAct.Transfer transfer) {
        var stay = new StayId(transfer.stay());
        free(new BedId(transfer.to()), transfer);
        take(places.beds.getOrDefault(stay, new BedId(transfer.to())));
        places.named.add(stay);
        endPlan(stay);
        transfer.along().forEach(device -> places.set(places.byHand().device(new DeviceId(device))));
        Away away = places.away.get(stay);
        if (away != null) {
            List<AlarmEvent.DeviceLinked> along = away.contracts().stream()
                    .filter(contract -> transfer.along().contains(contract.device()))
                    .toList();
            places.away.put(stay, new Away(away.who(), away.sinceWallMs(), away.backWallMs(), along));
        }
        tell.accept(new AlarmEvent.Transfer(
                transfer.atMs(), transfer.stay(), transfer.to(), transfer.along(), transfer.who()));
        transfer.link().forEach(device -> measure(device, transfer.stay(), transfer));
    }

    private void empty(CareAct.Empty empty) {
        var bed = new BedId(empty.bed());
        free(bed, empty);
        places.links().standingAt(bed).forEach(device -> unlink(device, empty));
    }

    private void leave(CareAct.Leave leave) {
        var stay = new StayId(leave.stay());
        List<AlarmEvent.DeviceLinked> contracts = places.contractsOf(stay);
        contracts.forEach(contract -> unlink(new DeviceId(contract.device()), leave));
        tell.accept(new AlarmEvent.AudioOff(leave.atMs(), leave.stay(), leave.who(), leave.station()));
        places.away.put(stay, new Away(leave.who(), wallMs, leave.backWallMs(), contracts));
    }

    private void back(CareAct.Return back) {
        var stay = new StayId(back.stay());
        Away away = places.away.remove(stay);
        List<AlarmEvent.DeviceLinked> contracts = away == null ? List.of() : away.contracts();
        for (AlarmEvent.DeviceLinked contract : contracts) {
            if (!isAnywhere(contract.device())) {
                tell.accept(new AlarmEvent.DeviceLinked(
                        back.atMs(), contract.device(), back.stay(), contract.signs(), contract.via(), back.who()));
            }
        }
        tell.accept(new AlarmEvent.AudioOn(back.atMs(), back.stay(), back.who(), back.station()));
    }

    private void link(CareAct.Link link) {
        stand(link.device(), link.bed(), link);
        if (link.fromWallMs() > 0 && link.fromWallMs() < wallMs) {
            say(new CareAct.Correct(
                    link.atMs(), link.who(), link.device(), link.fromWallMs(), 0, Optional.of(link.bed())));
        }
    }

    private void correct(CareAct.Correct correct) {
        if (correct.toWallMs() == 0 || correct.toWallMs() == wallMs) {
            correct.bed()
                    .ifPresentOrElse(
                            bed -> stand(correct.device(), bed, correct),
                            () -> unlink(new DeviceId(correct.device()), correct));
        }
        say(correct); // last: what the device sent while it was nobody's says what it owes
    }

    private void say(CareAct.Correct said) {
        long toMs = said.toWallMs() == 0 ? wallMs : said.toWallMs();
        places.set(places.links().correct(said, toMs, wallMs));
        book.decided(new DeviceId(said.device()), said.fromWallMs(), toMs);
    }

    /** A device stands at a bed from now on, and measures whoever lies there. */
    private void stand(String device, String bed, CareAct by) {
        var id = new DeviceId(device);
        Optional<StayId> stay = places.stayNow(new BedId(bed));
        places.set(places.byHand().device(id));
        if (stay.isPresent()) {
            measure(device, stay.get().name(), by);
            return;
        }
        if (places.measures(id).isPresent()) {
            tell.accept(new AlarmEvent.DeviceUnlinked(by.atMs(), device, by.who()));
        }
        places.set(places.links().place(id, new BedId(bed), steadyMs()));
    }

    private void measure(String device, String stay, CareAct by) {
        var id = new DeviceId(device);
        Contract contract = contract(id); // before it is forgotten with its link
        places.set(places.byHand().device(id));
        if (places.measures(id).filter(patient -> !patient.name().equals(stay)).isPresent()) {
            tell.accept(new AlarmEvent.DeviceUnlinked(by.atMs(), device, by.who()));
        }
        tell.accept(new AlarmEvent.DeviceLinked(by.atMs(), device, stay, contract.signs(), contract.via(), by.who()));
    }

    /** What a device owes, and what it hangs on. */
    private record Contract(Map<String, Long> signs, List<String> via) {}

    /** By the configuration; else as it was linked last; else by what it sent. */
    private Contract contract(DeviceId device) {
        for (WardPlan.Device listed : plan.devices()) {
            if (listed.device().equals(device)) {
                return new Contract(listed.signs(), listed.via());
            }
        }
        AlarmEvent.DeviceLinked now = places.contracts.get(device);
        if (now != null && !now.signs().isEmpty()) {
            return new Contract(now.signs(), now.via());
        }
        return new Contract(book.find(device).map(DeviceRecord::contract).orElse(Map.of()), List.of());
    }

    private void unlink(DeviceId device, CareAct by) {
        places.set(places.byHand().device(device));
        if (places.measures(device).isPresent()) {
            tell.accept(new AlarmEvent.DeviceUnlinked(by.atMs(), device.name(), by.who()));
        } else {
            places.unlinked(device, steadyMs());
        }
    }
}
