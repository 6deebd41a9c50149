/** Patients that talk: seeded, coherent, with stories. Pure: the time is passed in, who sends the messages is the caller's business. */
@NullMarked
package org.wardline.simulator;

import org.jspecify.annotations.NullMarked;
