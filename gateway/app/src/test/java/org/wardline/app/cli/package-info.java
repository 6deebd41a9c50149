/** Tests of {@code org.wardline.app.cli}. */
@NullMarked
package org.wardline.app.cli;

import org.jspecify.annotations.NullMarked;
