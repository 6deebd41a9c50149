/** Tests of {@code org.wardline.app.wire}. */
@NullMarked
package org.wardline.app.wire;

import org.jspecify.annotations.NullMarked;
