/** Whatever strangers can send, under a fuzzer. Each target's {@code fuzzerTestOneInput} throws when a promise is broken. */
@NullMarked
package org.wardline.fuzz;

import org.jspecify.annotations.NullMarked;
