/** The ways out: to a FHIR server, to files. */
@NullMarked
package org.wardline.sync.uplink;

import org.jspecify.annotations.NullMarked;
