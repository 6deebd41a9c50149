/** FHIR R4 (4.0.1) written and read as streams of JSON; pure. */
@NullMarked
package org.wardline.sync.fhir;

import org.jspecify.annotations.NullMarked;
