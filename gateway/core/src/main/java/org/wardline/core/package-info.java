/** The ward as a pure state machine: events and time in, what changed and what to keep out. */
@NullMarked
package org.wardline.core;

import org.jspecify.annotations.NullMarked;
