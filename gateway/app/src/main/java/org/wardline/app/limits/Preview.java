package org.wardline.app.limits;

import java.util.List;
import java.util.Map;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;

/** Limits tried before they are used. */
public sealed interface Preview {
    /**
     * A question.
     *
     * @param limits in force now
     * @param others instead of them
     * @param contracts what each device owes, by sign
     * @param now until when
     * @param sign whose course is drawn
     */
    record Question(
            StayId stay,
            BedId bed,
            int hours,
            List<Limit> limits,
            List<Limit> others,
            Map<String, Map<String, Long>> contracts,
            Now now,
            String sign) {
        public Question {
            limits = List.copyOf(limits);
            others = List.copyOf(others);
            contracts = Map.copyOf(contracts);
        }
    }

    /** Not yet: so much of it is done, 0 to 1. Asked again, it goes on; asked no more, it ends. */
    record Working(double done) implements Preview {}

    /** Somebody else tries limits now. */
    record Busy() implements Preview {}

    /**
     * The answer.
     *
     * @param minutes the sign's course
     */
    record Ready(Comparison comparison, List<Minute> minutes) implements Preview {
        public Ready {
            minutes = List.copyOf(minutes);
        }
    }

    /** One minute of a sign, from the beginning of the hours. */
    record Minute(int number, double least, double median, double greatest) {}
}
