/** The evidence that an alarm came from: found in the log, written, and run through the engine again. */
@NullMarked
package org.wardline.app.evidence;

import org.jspecify.annotations.NullMarked;
