/** Tests of {@code org.wardline.app.security}. */
@NullMarked
package org.wardline.app.security;

import org.jspecify.annotations.NullMarked;
