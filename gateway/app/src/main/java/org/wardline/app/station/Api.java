package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The station's endpoints. Each is opened with the right that it asks for; who asks is found out before anything else is
 * done, and what the endpoint throws or fails with becomes an answer that says what to do.
 */
final class Api {
    /** No act needs more than a tenth of it. */
    static final int MAX_BODY_BYTES = 4_096;

    /** Storing takes a second; after this the page must not wait on and says {@code Not saved}. */
    static final long ACT_MS = 5_000;

    static final String PATH = "/api/";

    private static final String UNWRITTEN = "the audit trail cannot be written";

    /** Questions whose answer leaves the gateway with somebody, or that read the trail: they are noted like acts. */
    private static final Set<String> EXPORTS =
            Set.of(PATH + "audit", PATH + "beds/:bed/record", PATH + "handover", PATH + "report");

    private final Router router;
    private final Guards guards;
    private final long actMs;
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** What each request passes: who asks, about whose beds, and what is kept of it. */
    record Guards(Doorman doorman, Scope scope, Trail trail) {}

    Api(Router router, Guards guards, long actMs) {
        this.router = router;
        this.guards = guards;
        this.actMs = actMs;
    }

    /**
     * One way in.
     *
     * @param path as the router has it ({@code /api/beds/:bed/trends})
     * @param right who may use it
     * @param isNoted whether it stands in the audit trail, refused or not
     */
    record Endpoint(String method, String path, Right right, boolean isNoted) {
        /** Somebody's doing, not a question and not what a page says by itself. */
        boolean isAct() {
            return isNoted && method.equals("POST");
        }

        /** Changes who may enter: that can wait until the trail has it. */
        boolean changesPeople() {
            return isAct() && (right == Right.BOX || right == Right.SELF || path.equals(PATH + "setup"));
        }
    }

    /** What is asked: by whom, with which names in the path, and which questions or fields. */
    record Ask(Caller caller, RoutingContext context, Body body) {
        /** A name in the path, such as {@code bed}. */
        String path(String name) {
            String value = Optional.ofNullable(context.pathParam(name)).orElse("");
            if (!Body.NAME.matcher(value).matches()) {
                throw new Body.Wrong(name, "must be a name of 1 to 64 of A-Z a-z 0-9 . _ -");
            }
            return value;
        }

        /** A whole number of the query; the default where it is absent. */
        long query(String name, long least, long most, long otherwise) {
            String value = context.request().getParam(name);
            if (value == null) {
                return otherwise;
            }
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) { // said below
            }
            throw new Body.Wrong(name, "must be a whole number from " + least + " to " + most);
        }

        String who() {
            return caller.who();
        }

        /** For the audit trail: what this is about, where path and body do not say; never a patient's name. */
        void about(String kind, String name) {
            Optional.ofNullable(Deed.Draft.in(context)).ifPresent(deed -> deed.about(kind, name));
        }

        /** For the audit trail: what was so before and is so now, in codes and numbers; never who a patient is. */
        void changed(String old, String now) {
            Optional.ofNullable(Deed.Draft.in(context)).ifPresent(deed -> deed.changed(old, now));
        }

        /** For the audit trail: who this is, when that comes out only now. */
        void by(Caller somebody) {
            Optional.ofNullable(Deed.Draft.in(context)).ifPresent(deed -> deed.by(somebody));
        }
    }

    /** What an endpoint does; a failed future means that nothing is known to be stored. */
    @FunctionalInterface
    interface Answer {
        Future<JsonObject> to(Ask ask);
    }

    /** What was asked cannot be done as things stand; said to the page with this status. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refusal(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }
    }

    /** Opens a question. */
    void get(String path, Right right, Answer answer) {
        var endpoint = new Endpoint("GET", PATH + path, right, EXPORTS.contains(PATH + path));
        endpoints.add(endpoint);
        router.get(endpoint.path()).handler(context -> {
            Deed.Draft deed = Deed.Draft.of(context, endpoint);
            answer(context, deed, new Body(new JsonObject()), answer);
        });
    }

    /** Opens an act, which stands in the audit trail. A form of another site cannot send the type that it asks for. */
    void post(String path, Right right, Answer answer) {
        open(new Endpoint("POST", PATH + path, right, true), answer);
    }

    /** Opens what a page says by itself, without anybody's doing: not an act, and nobody's time is prolonged by it. */
    void pulse(String path, Answer answer) {
        open(new Endpoint("POST", PATH + path, Right.LOOK, false), answer);
    }

    private void open(Endpoint endpoint, Answer answer) {
        endpoints.add(endpoint);
        router.post(endpoint.path()).handler(bodies).handler(context -> read(context, endpoint, answer));
    }

    /** All that was opened, for the one test that tries each with every role. */
    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** After everything was opened. */
    void close() {
        router.route("/api/*").handler(context -> Answers.error(context, 404, "there is nothing here", ""));
    }

    private void read(RoutingContext context, Endpoint endpoint, Answer answer) {
        Deed.Draft deed = Deed.Draft.of(context, endpoint);
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            end(context, deed, 415, error("a body is application/json", "Content-Type"));
            return;
        }
        Body body;
        try {
            JsonObject json = context.body().asJsonObject();
            body = new Body(json == null ? new JsonObject() : json);
        } catch (DecodeException | ClassCastException notJson) {
            end(context, deed, 400, error("the body is not a JSON object", ""));
            return;
        }
        deed.said(body);
        answer(context, deed, body, answer);
    }

    private void answer(RoutingContext context, Deed.Draft deed, Body body, Answer answer) {
        Right right = deed.endpoint().right();
        try {
            Optional<Caller> caller = guards.doorman().callerOf(context, body);
            Caller who = caller.orElse(Caller.NOBODY);
            deed.by(who);
            if (right != Right.LOOK && caller.isEmpty()) {
                end(context, deed, 401, error("sign in first", ""));
            } else if (!who.may(right)) {
                end(context, deed, 403, error("your role may not do this", ""));
            } else if (right != Right.LOOK && !guards.scope().isWithin(who, deed.endpoint(), context, body)) {
                end(context, deed, 403, error("this is not a bed of your patients", "bed"));
            } else {
                if (deed.endpoint().isNoted()) {
                    guards.doorman().acted(context);
                }
                Ask ask = new Ask(who, context, body);
                if (deed.endpoint().changesPeople()) {
                    var _ = guards.trail()
                            .note(deed.begun())
                            .onSuccess(_ -> act(ask, deed, answer))
                            .onFailure(_ -> Answers.error(context, 503, UNWRITTEN, ""));
                } else {
                    act(ask, deed, answer);
                }
            }
        } catch (Body.Wrong | Refusal wrong) { // a path that is no name
            fail(context, deed, wrong);
        }
    }

    private void act(Ask ask, Deed.Draft deed, Answer answer) {
        try {
            var _ = answer.to(ask)
                    .timeout(actMs, TimeUnit.MILLISECONDS)
                    .onSuccess(json -> end(ask.context(), deed, 200, json))
                    .onFailure(failure -> fail(ask.context(), deed, failure));
        } catch (Body.Wrong | Refusal wrong) {
            fail(ask.context(), deed, wrong);
        } catch (RuntimeException bug) { // here too when the trail came first: nobody is left without an answer
            ask.context().fail(bug);
        }
    }

    private void fail(RoutingContext context, Deed.Draft deed, Throwable failure) {
        switch (failure) {
            case Body.Wrong wrong -> end(context, deed, 400, error(wrong.allowed, wrong.field));
            case Refusal refusal -> end(context, deed, refusal.status, error(String.valueOf(refusal.getMessage()), ""));
            case Records.StillReading reading ->
                end(
                        context,
                        deed,
                        503,
                        error(String.valueOf(reading.getMessage()), "").put("percent", reading.percent()));
            default -> end(context, deed, 503, error("not stored, try again", ""));
        }
    }

    /**
     * Answers, after the trail has it. A nurse's act has happened whatever the trail says, and is not called failed; of what can
     * wait (the box, the trail itself) nothing is answered that the trail does not have, and nothing is changed that it did not
     * have before ({@link Endpoint#changesPeople}).
     */
    private void end(RoutingContext context, Deed.Draft deed, int status, JsonObject json) {
        if (!deed.endpoint().isNoted()) {
            Answers.json(context, status, json.encode());
            return;
        }
        boolean canWait =
                deed.endpoint().right() == Right.BOX || deed.endpoint().right() == Right.AUDIT;
        var _ = guards.trail().note(deed.ended(status, json)).onComplete(noted -> {
            if (noted.failed() && canWait) {
                Answers.error(context, 503, UNWRITTEN, "");
            } else {
                Answers.json(context, status, json.encode());
            }
        });
    }

    private static JsonObject error(String error, String field) {
        return new JsonObject().put("error", error).put("field", field);
    }
}
