/** Tests of {@code org.wardline.app.limits}. */
@NullMarked
package org.wardline.app.limits;

import org.jspecify.annotations.NullMarked;
