/** Tests of {@code org.wardline.app.bedview}. */
@NullMarked
package org.wardline.app.bedview;

import org.jspecify.annotations.NullMarked;
