/** What the buffer promises, tried. */
@NullMarked
package org.wardline.buffer;

import org.jspecify.annotations.NullMarked;
