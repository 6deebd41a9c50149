/** Alarms that were: their history, and the evidence that one of them came from. */
@NullMarked
package org.wardline.app.alarms;

import org.jspecify.annotations.NullMarked;
