/** Tests of the alarm engine: what holds for any ward, and what each bound does when it is reached. */
@NullMarked
package org.wardline.core.alarm;

import org.jspecify.annotations.NullMarked;
