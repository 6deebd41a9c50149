@NullMarked
package org.wardline.sync.uplink;

import org.jspecify.annotations.NullMarked;
