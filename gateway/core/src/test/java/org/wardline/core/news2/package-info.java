/** Tests of NEWS2. */
@NullMarked
package org.wardline.core.news2;

import org.jspecify.annotations.NullMarked;
