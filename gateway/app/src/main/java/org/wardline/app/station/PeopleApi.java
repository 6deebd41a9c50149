package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardline.app.people.Account;
import org.wardline.app.people.People;
import org.wardline.app.people.Role;

/** Accounts, for administrators: made, changed, disabled. Secrets go in and never come out. */
final class PeopleApi {
    private final Beside beside;
    private final People people;

    PeopleApi(Beside beside, People people) {
        this.beside = beside;
        this.people = people;
    }

    void mount(Api api) {
        api.get("people", Right.BOX, _ -> Future.succeededFuture(list()));
        api.post("people", Right.BOX, this::add);
        api.post("people/:person", Right.BOX, this::change);
    }

    private JsonObject list() {
        JsonArray all = new JsonArray();
        people.all().forEach(account -> all.add(json(account)));
        return new JsonObject().put("people", all);
    }

    private static JsonObject json(Account account) {
        return new JsonObject()
                .put("name", account.name())
                .put("shown", account.shown())
                .put("role", account.role().wireName())
                .put("beds", new JsonArray(account.beds().stream().sorted().toList()))
                .put("hasPassword", account.password().isPresent())
                .put("hasBadge", account.quick().isPresent())
                .put("disabled", account.isDisabled());
    }

    private Future<JsonObject> add(Api.Ask ask) {
        Body body = ask.body();
        Role role = Role.of(body.text("role", Body.NAME)).orElseThrow(PeopleApi::noRole);
        var wanted = new People.Wanted(
                body.name("name"),
                body.text("shown", SessionApi.SHOWN),
                role,
                body.optionalText("password", SessionApi.SECRET),
                badge(body),
                Set.copyOf(body.names("beds")));
        ask.about("person", wanted.name());
        ask.changed("", role.wireName() + secrets(wanted.password(), wanted.badge()));
        return beside.run(() -> people.add(wanted)).map(PeopleApi::json);
    }

    private Future<JsonObject> change(Api.Ask ask) {
        Body body = ask.body();
        String name = ask.path("person");
        var change = new People.Change(
                body.optionalText("password", SessionApi.SECRET),
                badge(body),
                body.has("beds") ? Optional.of(Set.copyOf(body.names("beds"))) : Optional.empty(),
                body.has("disabled") ? Optional.of(body.flag("disabled")) : Optional.empty());
        String before = people.named(name).map(PeopleApi::state).orElse("");
        return beside.run(() -> people.change(name, change)).map(account -> {
            ask.changed(before, state(account) + secrets(change.password(), change.badge()));
            return json(account);
        });
    }

    private static Optional<People.Claim> badge(Body body) {
        return body.has("badge")
                ? Optional.of(new People.Claim(
                        true, body.text("badge", SessionApi.SECRET), body.text("pin", SessionApi.SECRET)))
                : Optional.empty();
    }

    private static String state(Account account) {
        List<String> said = new ArrayList<>();
        said.add(account.isDisabled() ? "disabled" : "enabled");
        if (!account.beds().isEmpty()) {
            said.add("beds " + String.join(" ", account.beds().stream().sorted().toList()));
        }
        return String.join(", ", said);
    }

    /** That there are new ones, never which. */
    private static String secrets(Optional<String> password, Optional<People.Claim> badge) {
        return (password.isPresent() ? ", password" : "") + (badge.isPresent() ? ", badge and PIN" : "");
    }

    private static Body.Wrong noRole() {
        return new Body.Wrong("role", "must be nurse, physician, engineer, administrator or auditor");
    }
}
