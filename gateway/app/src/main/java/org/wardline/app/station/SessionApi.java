package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.wardline.app.people.Account;
import org.wardline.app.people.People;
import org.wardline.app.people.Role;

/** Signing in and out, and the first administrator. Hashing takes its time, so it happens beside the station's context. */
final class SessionApi {
    static final Pattern SECRET = Pattern.compile("[^\\p{Cntrl}]{1,256}");
    static final Pattern SHOWN = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    private final Beside beside;
    private final People people;
    private final Doorkeeper doorkeeper;
    private final LongSupplier nowMs;

    SessionApi(Beside beside, People people, Doorkeeper doorkeeper, LongSupplier nowMs) {
        this.beside = beside;
        this.people = people;
        this.doorkeeper = doorkeeper;
        this.nowMs = nowMs;
    }

    void mount(Api api) {
        api.get("session", Right.LOOK, ask -> Future.succeededFuture(session(ask)));
        api.post("session", Right.LOOK, this::signIn);
        api.post("session/end", Right.LOOK, this::signOut);
        api.pulse("session/active", this::active);
        api.post("session/secret", Right.SELF, this::changeOwn);
        api.post("setup", Right.LOOK, this::setUp);
    }

    /** What a page without accounts is told. */
    static void mountWithout(Api api) {
        api.get("session", Right.LOOK, _ -> Future.succeededFuture(new JsonObject().put("accounts", false)));
    }

    private JsonObject session(Api.Ask ask) {
        JsonObject json = new JsonObject()
                .put("accounts", true)
                .put("setUp", people.setUpCode().isPresent());
        doorkeeper
                .accountOf(ask.context())
                .ifPresent(
                        account -> json.put("person", person(account)).put("leftMs", doorkeeper.leftMs(ask.context())));
        return json;
    }

    private static JsonObject person(Account account) {
        JsonArray rights = new JsonArray();
        Doorkeeper.rightsOf(account.role()).forEach(right -> rights.add(right.wireName()));
        return new JsonObject()
                .put("name", account.name())
                .put("shown", account.shown())
                .put("role", account.role().wireName())
                .put("rights", rights);
    }

    private Future<JsonObject> signIn(Api.Ask ask) {
        Body body = ask.body();
        boolean isBadge = body.has("badge");
        var claim = isBadge
                ? new People.Claim(true, body.text("badge", SECRET), body.text("pin", SECRET))
                : new People.Claim(false, body.text("name", SECRET), body.text("password", SECRET));
        String station = stationOf(ask);
        long now = nowMs.getAsLong();
        return beside.run(() -> people.signIn(claim, station, now)).compose(entry -> entered(ask, entry));
    }

    private Future<JsonObject> changeOwn(Api.Ask ask) {
        Body body = ask.body();
        boolean isPin = body.has("pin");
        var own = new People.Own(isPin, body.text("old", SECRET), body.text(isPin ? "pin" : "password", SECRET));
        String name = ask.caller().account();
        ask.about("person", name);
        ask.changed("", isPin ? "PIN" : "password"); // that there is a new one, never which
        String station = stationOf(ask);
        long now = nowMs.getAsLong();
        return beside.run(() -> people.changeOwn(name, own, station, now)).compose(entry -> entered(ask, entry));
    }

    private Future<JsonObject> setUp(Api.Ask ask) {
        Body body = ask.body();
        var first = new People.Wanted(
                body.name("name"),
                body.text("shown", SHOWN),
                Role.ADMINISTRATOR,
                Optional.of(body.text("password", SECRET)),
                Optional.empty(),
                Set.of());
        String code = body.text("code", SECRET);
        String station = stationOf(ask);
        long now = nowMs.getAsLong();
        return beside.run(() -> people.setUp(code, first, station, now)).compose(entry -> entered(ask, entry));
    }

    private Future<JsonObject> entered(Api.Ask ask, People.Entry entry) {
        return switch (entry) {
            case People.In in -> {
                doorkeeper.letIn(ask.context(), in.secret());
                ask.by(Doorkeeper.caller(in.account()));
                yield Future.succeededFuture(new JsonObject()
                        .put("accounts", true)
                        .put("setUp", false)
                        .put("person", person(in.account()))
                        .put("leftMs", people.leftMs(in.secret(), nowMs.getAsLong())));
            }
            case People.Wrong wrong -> {
                wrong.account().ifPresent(account -> ask.about("person", account.name()));
                yield Future.failedFuture(new Api.Refusal(403, "not known, or not right"));
            }
            case People.Locked locked -> {
                locked.account().ifPresent(account -> ask.about("person", account.name()));
                long seconds = (locked.waitMs() + 999) / 1_000;
                ask.context().response().putHeader("Retry-After", String.valueOf(seconds));
                yield Future.failedFuture(new Api.Refusal(429, "too many attempts, wait " + seconds + " s"));
            }
        };
    }

    private Future<JsonObject> signOut(Api.Ask ask) {
        doorkeeper.letOut(ask.context());
        return Future.succeededFuture(new JsonObject());
    }

    private Future<JsonObject> active(Api.Ask ask) {
        doorkeeper.acted(ask.context());
        return Future.succeededFuture(session(ask));
    }

    /** Where attempts are counted: the machine, since a page can call itself what it likes. */
    private static String stationOf(Api.Ask ask) {
        return ask.context().request().remoteAddress().hostAddress();
    }
}
