/** Tests of what the log tells people. */
@NullMarked
package org.wardline.app.records;

import org.jspecify.annotations.NullMarked;
