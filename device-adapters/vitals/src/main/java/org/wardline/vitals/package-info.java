/** The ward's words: vital signs, readings, devices, beds. Everything else in the house is written with them. */
@NullMarked
package org.wardline.vitals;

import org.jspecify.annotations.NullMarked;
