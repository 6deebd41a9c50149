/** Reads the house's own JSON: readings, arrays of them, waveform chunks, as {@code wire.md} says. */
@NullMarked
package org.wardline.adapter.json;

import org.jspecify.annotations.NullMarked;
