/** What every adapter has to pass, and the broken messages that no adapter may stumble over. For tests only. */
@NullMarked
package org.wardline.testkit;

import org.jspecify.annotations.NullMarked;
