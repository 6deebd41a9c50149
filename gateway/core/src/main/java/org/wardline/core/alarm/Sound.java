package org.wardline.core.alarm;

/** The highest priority of what may be heard, and where (section 7, sound). */
final class Sound {
    private final Voice voice;
    private final int[] sounding = new int[Priorities.COUNT];
    private int level = Priorities.NONE;
    private boolean isAtGateway;

    Sound(Voice voice) {
        this.voice = voice;
    }

    /** Whether an alarm is heard now: active or latched, and not silenced since it last rose. */
    static boolean isHeard(Condition condition) {
        Alarm alarm = condition.alarm;
        if (!alarm.asks()) {
            return false;
        }
        return condition.subject.audio == null
                || (alarm.priority == Priorities.HIGH && alarm.silencedVersion != alarm.risenVersion);
    }

    /** To be told after each change of an alarm or of its stay's audio. */
    void recount(Condition condition) {
        Alarm alarm = condition.alarm;
        int soundsAs = isHeard(condition) ? alarm.priority : Priorities.NONE;
        if (soundsAs == alarm.soundsAs) {
            return;
        }
        if (alarm.soundsAs != Priorities.NONE) {
            sounding[alarm.soundsAs]--;
        }
        if (soundsAs != Priorities.NONE) {
            sounding[soundsAs]++;
        }
        alarm.soundsAs = soundsAs;
    }

    void command(boolean isBlind) {
        int highest = Priorities.HIGH;
        while (highest >= Priorities.LOW && sounding[highest] == 0) {
            highest--;
        }
        boolean atGateway = highest != Priorities.NONE && isBlind;
        if (highest != level || atGateway != isAtGateway) {
            level = highest;
            isAtGateway = atGateway;
            voice.say("soundCommand", Voice.fields("level", levelName(), "at", atGateway ? "gateway" : "stations"));
        }
    }

    private String levelName() {
        return level == Priorities.NONE ? "off" : Priorities.name(level);
    }

    /** The level that is commanded, or {@link Priorities#NONE}. */
    int level() {
        return level;
    }

    boolean isAtGateway() {
        return isAtGateway;
    }

    /** After a restart it is said again. */
    void forget() {
        level = Priorities.NONE;
        isAtGateway = false;
    }

    void carry(Snapshot snapshot) {
        level = snapshot.count(level);
        isAtGateway = snapshot.flag(isAtGateway);
    }
}
