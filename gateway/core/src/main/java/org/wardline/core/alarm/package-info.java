/** The alarm engine: pure, events in, changes out (Wardline alarm engine). The model is told in {@code gateway/core/README.md}. */
@NullMarked
package org.wardline.core.alarm;

import org.jspecify.annotations.NullMarked;
