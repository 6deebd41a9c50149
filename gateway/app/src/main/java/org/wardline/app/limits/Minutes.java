package org.wardline.app.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardline.app.history.Minute;

/** One sign by the minute: least, median and greatest of the values that came in it. */
final class Minutes {
    private final List<Preview.Minute> minutes = new ArrayList<>();
    private double[] values = new double[64];
    private int size;
    private int current = -1;

    /** A value of a minute; minutes come in order. */
    void add(int minute, double value) {
        if (minute != current) {
            end();
            current = minute;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    private void end() {
        if (size > 0) {
            Minute minute = Minute.of(current, values, size);
            minutes.add(new Preview.Minute(current, minute.least(), minute.median(), minute.greatest()));
            size = 0;
        }
    }

    /** All that came. */
    List<Preview.Minute> all() {
        end();
        return List.copyOf(minutes);
    }
}
