package org.wardline.app.station;

import java.util.Optional;
import org.wardline.app.people.People;

/**
 * Who works at the stations, and where it is kept what they do.
 *
 * @param people their accounts; absent: the page is believed
 */
public record House(Optional<People> people, Trail trail) {
    /** Nobody signs in and nothing is kept. */
    public static House open() {
        return new House(Optional.empty(), Trail.none());
    }
}
