package org.wardline.simulator;

import java.util.List;

/** Beds whose devices send messages as time passes; simulated or replayed. Not for several threads. */
public interface TalkingWard {
    /** The most time that one step catches up; of a longer gap only its end is told. */
    long MAX_STEP_MS = 60_000;

    /** Its beds, in order. */
    List<SimulatedBed> beds();

    /** What the devices send after the last time asked for and until this one, in the order in which they send it. */
    List<SimulatedMessage> advance(long untilMs);
}
