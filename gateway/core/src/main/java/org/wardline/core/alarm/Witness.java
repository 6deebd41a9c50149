package org.wardline.core.alarm;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one device says of one sign of its stay: its last value, how fresh, and what is wrong with it (section 3). */
final class Witness {
    /** Not in the device's contract. */
    static final long NOT_OWED = -1;

    final DeviceLink link;
    final Witnesses of;
    final String sign;
    final long news2AgeMs;

    /** Expected interval; 0: now and then; or {@link #NOT_OWED}. */
    long intervalMs = NOT_OWED;

    long staleMs;

    boolean hasValue;
    long atMs;
    double value;

    @Nullable
    BigDecimal exact;

    /** The turn whose reading brought the value. */
    long touchedTurn;

    /** Of the newest attempt, with or without a value: when it was measured, when it came, and what was wrong with it. */
    boolean wasTried;

    long triedAtMs;
    long cameAtMs;

    @Nullable
    String trouble;

    boolean isOff;

    /** For {@code frozen}: the value that counts as unchanged. */
    boolean isPictured;

    private double picturedValue;
    private @Nullable BigDecimal picturedExact;

    /** See {@link Calm}: while it holds, values in this band change nothing. */
    long calmEpoch = -1;

    double calmLow;
    double calmHigh;

    /** While calm: values in this band score the points of the last one. */
    double news2Low = Double.NEGATIVE_INFINITY;

    double news2High = Double.POSITIVE_INFINITY;

    private final @Nullable Trend trend;

    Witness(DeviceLink link, Witnesses of, AlarmSettings settings) {
        this.link = link;
        this.of = of;
        this.sign = of.sign;
        this.news2AgeMs = of.news2AgeMs;
        long reachMs = settings.trendReachMs(of.sign);
        this.trend = reachMs == 0 ? null : new Trend(reachMs);
        contract(NOT_OWED, settings);
    }

    void contract(long newIntervalMs, AlarmSettings settings) {
        intervalMs = newIntervalMs;
        if (intervalMs == NOT_OWED) {
            staleMs = settings.ages.staleMs();
        } else if (intervalMs == 0) {
            staleMs = settings.ages.episodicMs();
        } else {
            staleMs = Math.max(settings.ages.staleMs(), 3 * intervalMs);
        }
    }

    /** Whether the device owes this sign again and again. */
    boolean isContinuous() {
        return intervalMs > 0;
    }

    /** Whether the device owes or gave it: then the sign is watched. */
    boolean isWatched() {
        return intervalMs != NOT_OWED || hasValue;
    }

    boolean isFresh(long nowMs) {
        return hasValue && !isOff && nowMs - atMs < staleMs;
    }

    /** Fresh, and young enough for NEWS2 where it is a part of that. */
    boolean isYoung(long measuredAtMs, long nowMs) {
        long ageMs = nowMs - measuredAtMs;
        return ageMs < staleMs && (news2AgeMs == 0 || ageMs < news2AgeMs);
    }

    boolean isTouched(Moment moment) {
        return touchedTurn == moment.turn;
    }

    void accept(SignValue said, Moment moment) {
        trouble = null;
        isOff = false;
        hasValue = true;
        atMs = moment.measuredAtMs;
        value = said.value();
        exact = said.exact();
        touchedTurn = moment.turn;
        if (trend != null) {
            trend.add(atMs, value, exact);
        }
    }

    /** Where a term puts it; unknown when the older span of a trend has no value. Only while it has a value. */
    Raw place(Term term) {
        if (!term.isTrend()) {
            return term.place(value, exact);
        }
        BigDecimal rise = trend == null ? null : trend.rise(term.window()).orElse(null);
        if (rise == null) {
            return Raw.UNKNOWN;
        }
        BigDecimal change = term.kind() == Term.Kind.FALLS ? rise.negate() : rise;
        return term.place(change.doubleValue(), Decimals.beside(change));
    }

    boolean isBeyond(Term term) {
        return term.isTrend() ? place(term) == Raw.BEYOND : term.isBeyond(value, exact);
    }

    /** For signal: no value that is young enough, or the probe is off (section 6). */
    boolean isLost(Moment moment) {
        long since = hasValue ? Math.max(atMs, link.sinceMs) : Math.max(link.sinceMs, moment.listeningSinceMs);
        return isOff || moment.nowMs - since >= staleMs;
    }

    /** Takes the value into the picture; whether it was there already. */
    boolean picture() {
        boolean isSame = isPictured && Decimals.compare(value, exact, picturedValue, picturedExact) == 0;
        isPictured = true;
        picturedValue = value;
        picturedExact = exact;
        return isSame;
    }

    long dueAfter(long nowMs, Moment moment) {
        long due = DueQueue.NEVER;
        if (hasValue) {
            due = Due.sooner(due, atMs + staleMs, nowMs);
            due = Due.sooner(due, atMs + news2AgeMs, nowMs);
        }
        if (isContinuous()) {
            due = Due.sooner(due, Math.max(link.sinceMs, moment.listeningSinceMs) + staleMs, nowMs);
            due = Due.sooner(due, link.arrivedAtMs + staleMs, nowMs);
        }
        return due;
    }

    void carry(Snapshot snapshot) {
        hasValue = snapshot.flag(hasValue);
        if (hasValue) {
            atMs = snapshot.number(atMs);
            value = snapshot.real(value);
            exact = (BigDecimal) snapshot.any(exact);
        }
        wasTried = snapshot.flag(wasTried);
        if (wasTried) {
            triedAtMs = snapshot.number(triedAtMs);
            cameAtMs = snapshot.number(cameAtMs);
            trouble = snapshot.textOrNull(trouble);
        }
        isOff = snapshot.flag(isOff);
        isPictured = snapshot.flag(isPictured);
        if (isPictured) {
            picturedValue = snapshot.real(picturedValue);
            picturedExact = (BigDecimal) snapshot.any(picturedExact);
        }
        if (snapshot.flag(trend != null)) {
            (trend == null ? new Trend(1) : trend).carry(snapshot);
        } else if (trend != null && hasValue) {
            trend.add(atMs, value, exact);
        }
    }
}
