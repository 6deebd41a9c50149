/** The whole gateway against a real record system. */
@org.jspecify.annotations.NullMarked
package org.wardline.ehr;
