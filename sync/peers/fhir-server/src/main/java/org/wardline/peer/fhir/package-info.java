/** A real FHIR server for tests to talk to. */
@NullMarked
package org.wardline.peer.fhir;

import org.jspecify.annotations.NullMarked;
