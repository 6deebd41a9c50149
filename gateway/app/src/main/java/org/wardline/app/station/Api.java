package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final String PATH = "/api/";

    private final Router router;
    private final Doorman doorman;
    private final long actMs;
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
    private final List<Endpoint> endpoints = new ArrayList<>();

    Api(Router router, Doorman doorman, long actMs) {
        this.router = router;
        this.doorman = doorman;
        this.actMs = actMs;
    }

    /** One way in: method, path as the router has it ({@code /api/beds/:bed/trends}), and who may use it. */
    record Endpoint(String method, String path, Right right) {}

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
        endpoints.add(new Endpoint("GET", PATH + path, right));
        router.get(PATH + path).handler(context -> answer(context, right, new Body(new JsonObject()), answer));
    }

    /** Opens an act. A form of another site cannot send the type that it asks for. */
    void post(String path, Right right, Answer answer) {
        endpoints.add(new Endpoint("POST", PATH + path, right));
        router.post(PATH + path).handler(bodies).handler(reading(right, answer));
    }

    /** All that was opened, for the one test that tries each with every role. */
    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** After everything was opened. */
    void close() {
        router.route("/api/*").handler(context -> Answers.error(context, 404, "there is nothing here", ""));
    }

    private Handler<RoutingContext> reading(Right right, Answer answer) {
        return context -> {
            String type = context.request().getHeader("Content-Type");
            if (type == null || !type.startsWith("application/json")) {
                Answers.error(context, 415, "a body is application/json", "Content-Type");
                return;
            }
            try {
                JsonObject body = context.body().asJsonObject();
                answer(context, right, new Body(body == null ? new JsonObject() : body), answer);
            } catch (DecodeException | ClassCastException notJson) {
                Answers.error(context, 400, "the body is not a JSON object", "");
            }
        };
    }

    private void answer(RoutingContext context, Right right, Body body, Answer answer) {
        try {
            Optional<Caller> caller = doorman.callerOf(context, body);
            if (right != Right.LOOK && caller.isEmpty()) {
                Answers.error(context, 401, "sign in first", "");
                return;
            }
            Caller who = caller.orElse(new Caller("", java.util.Set.of()));
            if (!who.may(right)) {
                Answers.error(context, 403, "your role may not do this", "");
                return;
            }
            var _ = answer.to(new Ask(who, context, body))
                    .timeout(actMs, TimeUnit.MILLISECONDS)
                    .onSuccess(json -> Answers.json(context, 200, json.encode()))
                    .onFailure(failure -> fail(context, failure));
        } catch (Body.Wrong | Refusal wrong) {
            fail(context, wrong);
        }
    }

    private static void fail(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Body.Wrong wrong -> Answers.error(context, 400, wrong.allowed, wrong.field);
            case Refusal refusal -> Answers.error(context, refusal.status, String.valueOf(refusal.getMessage()), "");
            default -> Answers.error(context, 503, "not stored, try again", "");
        }
    }
}
