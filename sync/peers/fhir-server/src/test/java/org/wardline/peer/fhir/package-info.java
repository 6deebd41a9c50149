@NullMarked
package org.wardline.peer.fhir;

import org.jspecify.annotations.NullMarked;
