package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.wardline.app.people.People;
import org.wardline.app.people.Role;
import org.wardline.app.people.Staffed;
import org.wardline.app.records.Shifts;

/** A running station where people sign in, with what the audit trail heard. Clocks are turned by hand. */
final class StaffedStation implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final AtomicLong nowMs = new AtomicLong(1_000_000);
    final DemoWard ward = new DemoWard(12, false, nowMs.get());
    final People people;
    final HeardTrail trail = new HeardTrail();
    final List<Deed> deeds = trail.deeds;
    final StationServer server;
    final WebClient web = WebClient.create(vertx);
    private final Map<String, String> cookies = new HashMap<>();

    StaffedStation() throws Exception {
        people = Staffed.everybody();
        Staffed.add(people, "dr3", Role.PHYSICIAN, java.util.Set.of("03"));
        var up = new StationPorts.Health(true, "{}");
        var ports = new StationPorts(
                () -> ward.at(nowMs.get(), nowMs.get()),
                ward,
                nowMs::get,
                nowMs::get,
                () -> up,
                () -> up,
                () -> up,
                () -> "",
                new StationPorts.Desks(
                        new DemoRecord(() -> ward.at(nowMs.get(), nowMs.get()), nowMs::get),
                        Records.none(Shifts.USUAL),
                        new CarePorts(Optional.of(NoDesk.of(LimitActs.class)), Optional.of(NoDesk.of(AlarmActs.class))),
                        Optional.of(NoDesk.of(Patients.class))));
        var house = new House(
                Optional.of(people), trail, () -> Future.succeededFuture(new JsonObject().put("state", "ok")));
        server = new StationServer(vertx, ports, StationSettings.loopback(0), house);
        server.start().await();
    }

    /** Signs somebody in anew; gives the cookie. Nobody: none. */
    String signIn(String name) {
        var answer = request("POST", "/api/session", "")
                .sendJsonObject(new JsonObject()
                        .put("badge", Staffed.badge(name))
                        .put("pin", Staffed.PIN)
                        .put("station", "desk"))
                .await();
        if (answer.statusCode() != 200) {
            throw new AssertionError(name + " cannot sign in: " + answer.bodyAsString());
        }
        String cookie = answer.cookies().getFirst();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** The cookie of somebody who is signed in all the time. */
    String cookieOf(String name) {
        return name.isEmpty() ? "" : cookies.computeIfAbsent(name, this::signIn);
    }

    HttpRequest<Buffer> request(String method, String path, String cookie) {
        var request = web.request(HttpMethod.valueOf(method), server.port(), "127.0.0.1", path);
        return cookie.isEmpty() ? request : request.putHeader("Cookie", cookie);
    }

    HttpResponse<Buffer> send(String method, String path, String cookie, JsonObject body) {
        var request = request(method, path, cookie);
        return method.equals("GET")
                ? request.send().await()
                : request.sendJsonObject(body).await();
    }

    HttpResponse<Buffer> acknowledge(String cookie, String alarm) {
        JsonObject body = new JsonObject()
                .put("alarm", alarm)
                .put("v", 1)
                .put("station", "desk")
                .put("who", "somebody else");
        return send("POST", "/api/acknowledge", cookie, body);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
