/** How messages come in: the gateway's own MQTT endpoint and a hospital's broker, behind one seam. */
@NullMarked
package org.wardline.app.intake;

import org.jspecify.annotations.NullMarked;
