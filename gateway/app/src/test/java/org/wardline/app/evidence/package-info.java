/** Tests of {@code org.wardline.app.evidence}. */
@NullMarked
package org.wardline.app.evidence;

import org.jspecify.annotations.NullMarked;
