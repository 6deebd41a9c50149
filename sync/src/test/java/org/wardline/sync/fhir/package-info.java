@NullMarked
package org.wardline.sync.fhir;

import org.jspecify.annotations.NullMarked;
