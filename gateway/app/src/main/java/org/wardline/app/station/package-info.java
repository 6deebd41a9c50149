/**
 * The nurse station: one page served from the jar, the stream that feeds it, and the few acts that come back.
 *
 * <p>Everything here runs on the server's own event loop; the ward hands over immutable views and never waits.
 */
@NullMarked
package org.wardline.app.station;

import org.jspecify.annotations.NullMarked;
