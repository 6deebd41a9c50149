/** The station in a real browser. */
@NullMarked
package org.wardline.app.station;

import org.jspecify.annotations.NullMarked;
