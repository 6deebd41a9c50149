@NullMarked
package org.wardline.sync;

import org.jspecify.annotations.NullMarked;
