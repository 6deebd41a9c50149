/** What alarms say to the rest of the house. */
@NullMarked
package org.wardline.vitals.alarm;

import org.jspecify.annotations.NullMarked;
