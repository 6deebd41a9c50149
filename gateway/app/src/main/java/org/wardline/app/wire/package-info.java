/** What is spoken at the gateway's edges, as JSON. */
@NullMarked
package org.wardline.app.wire;

import org.jspecify.annotations.NullMarked;
