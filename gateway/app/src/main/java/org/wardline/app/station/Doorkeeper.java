package org.wardline.app.station;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.wardline.app.people.Account;
import org.wardline.app.people.People;
import org.wardline.app.people.Role;

/** Knows people by the session in their browser's cookie, and what each role may do. */
final class Doorkeeper implements Doorman {
    private static final String COOKIE = "wardline";
    /** Browsers take a cookie of such a name only from this very host, over TLS (RFC 6265bis, section 4.1.3.2). */
    private static final String SECURE_COOKIE = "__Host-wardline";

    private final People people;
    private final LongSupplier nowMs;
    private final boolean isSecure;

    Doorkeeper(People people, LongSupplier nowMs, boolean isSecure) {
        this.people = people;
        this.nowMs = nowMs;
        this.isSecure = isSecure;
    }

    static Set<Right> rightsOf(Role role) {
        return switch (role) {
            case NURSE -> EnumSet.of(Right.CARE, Right.DEVICES);
            case PHYSICIAN -> EnumSet.of(Right.CARE);
            case ENGINEER -> EnumSet.of(Right.DEVICES);
            case ADMINISTRATOR -> EnumSet.of(Right.BOX);
            case AUDITOR -> EnumSet.of(Right.AUDIT);
        };
    }

    static Caller caller(Account account) {
        Role role = account.role();
        return new Caller(
                account.shown(),
                rightsOf(role),
                account.name(),
                role.wireName(),
                role == Role.PHYSICIAN ? account.beds() : Set.of(),
                role.isKeptFromNames());
    }

    @Override
    public Optional<Caller> callerOf(RoutingContext context, Body body) {
        return accountOf(context).map(Doorkeeper::caller);
    }

    Optional<Account> accountOf(RoutingContext context) {
        return secret(context).flatMap(secret -> people.accountOf(secret, nowMs.getAsLong()));
    }

    @Override
    public void acted(RoutingContext context) {
        secret(context).ifPresent(secret -> people.isActive(secret, nowMs.getAsLong()));
    }

    long leftMs(RoutingContext context) {
        return secret(context)
                .map(secret -> people.leftMs(secret, nowMs.getAsLong()))
                .orElse(0L);
    }

    /** Gives the browser its secret; whoever was signed in there is not any more. */
    void letIn(RoutingContext context, String secret) {
        secret(context).ifPresent(people::signOut);
        context.response().addCookie(cookie(secret));
    }

    void letOut(RoutingContext context) {
        secret(context).ifPresent(people::signOut);
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name(), value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isSecure)
                .setPath("/");
    }

    private Optional<String> secret(RoutingContext context) {
        return Optional.ofNullable(context.request().getCookie(name()))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    private String name() {
        return isSecure ? SECURE_COOKIE : COOKIE;
    }
}
