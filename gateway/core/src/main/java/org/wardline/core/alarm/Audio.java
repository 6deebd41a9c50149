package org.wardline.core.alarm;

/**
 * A stay's alarms are silent by somebody's command (section 7).
 *
 * @param untilMs when a pause ends; {@link DueQueue#NEVER} for off
 * @param by who paused it, or owns that it is off
 * @param remindedMs when it was said last that it is off
 */
record Audio(long untilMs, String by, long remindedMs) {
    boolean isOff() {
        return untilMs == DueQueue.NEVER;
    }

    String state() {
        return isOff() ? "off" : "paused";
    }

    Audio remindedAt(long nowMs) {
        return new Audio(untilMs, by, nowMs);
    }

    long dueAtMs(AlarmSettings settings) {
        return isOff() ? remindedMs + settings.life.reminderMs() : untilMs;
    }
}
