package org.wardline.adapter.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Numbers as Jackson stands on them. */
final class Numbers {
    private Numbers() {}

    /** The number here as a double: minus zero stays minus zero, what is too large is infinite, a bare NaN is NaN. */
    static double here(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        boolean isMinusZero = value == 0 && parser.getTextCharacters()[parser.getTextOffset()] == '-';
        return isMinusZero ? -0.0 : value;
    }
}
