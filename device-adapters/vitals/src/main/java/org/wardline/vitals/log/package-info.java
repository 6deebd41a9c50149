/** What the sealed log holds, as its writers and readers see it. */
@NullMarked
package org.wardline.vitals.log;

import org.jspecify.annotations.NullMarked;
