/** Tests of {@code org.wardline.app.history}. */
@NullMarked
package org.wardline.app.history;

import org.jspecify.annotations.NullMarked;
