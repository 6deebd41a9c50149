/** The station as browsers, strangers and the ward meet it. */
@NullMarked
package org.wardline.app.station;

import org.jspecify.annotations.NullMarked;
