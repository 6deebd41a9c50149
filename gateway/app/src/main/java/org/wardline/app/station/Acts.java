package org.wardline.app.station;

import io.vertx.core.Future;

/** What people do at a station. Called on the station's context; the implementation moves to the ward's own. */
public interface Acts {
    /**
     * Somebody takes an alarm. Completes after the act is stored.
     *
     * <p>Only an answer {@code ok} has changed anything; a failed future means that nothing is known to be stored.
     */
    Future<Answer> acknowledge(Acknowledgement acknowledgement);

    /**
     * A station shows that it is alive, every two seconds.
     *
     * @param isVisible whether its page is in sight
     * @param canSound whether a person confirmed its sound and it still runs
     */
    void alive(String station, boolean isVisible, boolean canSound);

    /** A station's last stream is closed: its page is gone, or its network. */
    default void lost(String station) {} // where stations are not supervised

    /** A station has drawn an alarm of this version. */
    void saw(String station, String alarm, int version, boolean isVisible);

    /**
     * An alarm taken by somebody.
     *
     * @param version as shown to the person who acts
     * @param who the person, as the station knows them
     */
    record Acknowledgement(String alarm, int version, String station, String who) {
        @Override
        public String toString() {
            return alarm + " v" + version + " at " + station; // never who: this may reach a log
        }
    }

    /**
     * What the alarm engine says to it.
     *
     * @param result {@code ok}, {@code already}, {@code changed}, {@code over} or {@code unknown}
     * @param by who has the alarm now, or empty
     */
    record Answer(String result, String by) {}
}
