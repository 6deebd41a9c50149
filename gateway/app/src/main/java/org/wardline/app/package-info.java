/** The gateway's shell: brings events to the ward on its thread, carries effects out. */
@NullMarked
package org.wardline.app;

import org.jspecify.annotations.NullMarked;
