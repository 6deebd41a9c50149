package org.wardline.app;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.wardline.app.station.Patients;
import org.wardline.buffer.Person;
import org.wardline.buffer.Quarantined;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.Turn;
import org.wardline.core.WardView;
import org.wardline.core.Whose;
import org.wardline.sync.Parked;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** Patients and devices of a station, over the gateway: an identity is sealed first, its admission second, shown third. */
final class PatientDesk implements Patients {
    /** Messages of the quarantine that are shown. */
    private static final int QUARANTINE_SHOWN = 100;
    /** Bytes of each. */
    private static final int HEAD_BYTES = 256;

    private final Gateway gateway;
    private final Identities identities;

    PatientDesk(Gateway gateway, Identities identities) {
        this.gateway = gateway;
        this.identities = identities;
    }

    @Override
    public Future<Optional<String>> act(LongFunction<CareAct> act) {
        return gateway.act(act::apply).map(PatientDesk::refusal);
    }

    private static Optional<String> refusal(Turn turn) {
        return turn.changes().stream()
                .filter(change -> change.change().equals("refused"))
                .map(change -> change.text("why").orElse("stay"))
                .findFirst();
    }

    @Override
    public Future<Optional<String>> admit(Newcomer newcomer, String who) {
        String name = (newcomer.isTest() ? Whose.TEST_PREFIX : "") + Parts.freshStay();
        var stay = new StayId(name);
        var person =
                new Person(newcomer.familyName(), newcomer.givenName(), newcomer.recordNumber(), newcomer.birthDate());
        return identities
                .put(stay, person)
                .compose(_ -> act(at -> new CareAct.Admit(
                        at, who, name, newcomer.bed(), newcomer.news2(), newcomer.devices(), newcomer.method())))
                .compose(refused -> refused.isEmpty()
                        ? Future.succeededFuture(refused)
                        : identities.erase(stay).map(refused));
    }

    @Override
    public Future<Optional<WardView.Bed>> bed(BedId bed) {
        return gateway.ask(ward -> ward.view(gateway.now()).beds().stream()
                .filter(one -> one.bed().equals(bed))
                .findFirst());
    }

    @Override
    public Optional<Known> who(StayId stay) {
        return identities
                .of(stay)
                .map(person -> new Known(
                        person.familyName(),
                        person.givenName(),
                        Identities.full(person),
                        person.recordNumber(),
                        person.birthDate()));
    }

    @Override
    public Future<Optional<String>> erase(String stay) {
        var id = new StayId(stay);
        return gateway.ask(ward -> ward.view(gateway.now()).beds().stream()
                        .anyMatch(bed -> bed.stay().filter(id::equals).isPresent()))
                .compose(isHere -> isHere
                        ? Future.succeededFuture(Optional.of("here"))
                        : identities.erase(id).map(Optional.empty()));
    }

    @Override
    public Future<DevicesView> devices() {
        return gateway.ask(ward -> ward.devices(gateway.now()));
    }

    @Override
    public Future<Waiting> waiting() {
        return gateway.quarantine(QUARANTINE_SHOWN)
                .compose(messages -> refused()
                        .compose(refused -> gateway.ask(_ -> {
                            UnmappedCodes codes = gateway.unmapped();
                            return new Waiting(
                                    codes.seen().stream()
                                            .map(PatientDesk::unmapped)
                                            .toList(),
                                    codes.others(),
                                    messages.stream()
                                            .map(PatientDesk::quarantine)
                                            .toList(),
                                    refused.stream()
                                            .filter(held -> !isUnnamed(held))
                                            .toList(),
                                    refused.stream()
                                            .filter(PatientDesk::isUnnamed)
                                            .toList());
                        })));
    }

    private static Unmapped unmapped(UnmappedCodes.Seen seen) {
        return new Unmapped(seen.key(), seen.count(), seen.device().name(), seen.sample(), seen.lastMs());
    }

    private static Quarantine quarantine(Quarantined message) {
        return new Quarantine(
                message.atWallMs(), message.topic(), message.reason(), message.detail(), head(message.head()));
    }

    /** The first bytes as text where they are some, else as hex. */
    static String head(byte[] bytes) {
        byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, HEAD_BYTES));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head))
                    .toString();
            if (text.chars().noneMatch(point -> Character.isISOControl(point) && !Character.isWhitespace(point))) {
                return text;
            }
        } catch (CharacterCodingException _) { // no text, or cut inside a character: as hex
        }
        return HexFormat.ofDelimiter(" ").formatHex(head);
    }

    /** What the ways out hold for a person. */
    private Future<List<Refused>> refused() {
        List<Future<List<Refused>>> asked = new ArrayList<>();
        for (RecordSystem uplink : gateway.uplinks()) {
            asked.add(uplink.parked()
                    .map(all -> all.stream()
                            .filter(Parked::needsPerson)
                            .map(run -> new Refused(
                                    uplink.name(),
                                    run.device().name(),
                                    run.from(),
                                    Math.max(1, run.count()),
                                    run.reason()))
                            .toList()));
        }
        return Future.all(asked)
                .map(_ -> asked.stream().flatMap(one -> one.result().stream()).toList());
    }

    /** Only that nobody is known whose it is. */
    private static boolean isUnnamed(Refused held) {
        return held.reason().equals(Parked.NO_STAY);
    }

    @Override
    public Future<Boolean> retry(String uplink, long number) {
        Optional<RecordSystem> way = gateway.uplinks().stream()
                .filter(one -> one.name().equals(uplink))
                .findFirst();
        return way.isPresent() ? way.get().retry(number, System.currentTimeMillis()) : Future.succeededFuture(false);
    }
}
