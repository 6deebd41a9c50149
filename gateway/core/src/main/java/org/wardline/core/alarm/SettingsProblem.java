package org.wardline.core.alarm;

/** Settings that cannot be used: which key, and why. Nothing is judged with them. */
public final class SettingsProblem extends Exception {
    private final String key;
    private final String reason;

    public SettingsProblem(String key, String reason) {
        super(key + ": " + reason);
        this.key = key;
        this.reason = reason;
    }

    /** The key, in full: {@code alarms.rules.spo2.low.medium.delay}. */
    public String key() {
        return key;
    }

    public String reason() {
        return reason;
    }
}
