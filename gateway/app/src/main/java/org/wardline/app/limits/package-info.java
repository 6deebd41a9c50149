/** Limits tried on a patient's last hours before they are used. */
@NullMarked
package org.wardline.app.limits;

import org.jspecify.annotations.NullMarked;
