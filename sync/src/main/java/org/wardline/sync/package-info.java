/** What leaves for the record system: what is filed, of whom, how each filing ended. Pure; no Vert.x, no clock. */
@NullMarked
package org.wardline.sync;

import org.jspecify.annotations.NullMarked;
