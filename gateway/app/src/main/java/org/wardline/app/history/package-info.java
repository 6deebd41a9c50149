/** What was: the sealed log read for people, and the last days of each patient by the minute. */
@NullMarked
package org.wardline.app.history;

import org.jspecify.annotations.NullMarked;
