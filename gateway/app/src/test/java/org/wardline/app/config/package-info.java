/** Tests of {@code org.wardline.app.config}. */
@NullMarked
package org.wardline.app.config;

import org.jspecify.annotations.NullMarked;
