/** Tests of {@code org.wardline.app.alarms}. */
@NullMarked
package org.wardline.app.alarms;

import org.jspecify.annotations.NullMarked;
