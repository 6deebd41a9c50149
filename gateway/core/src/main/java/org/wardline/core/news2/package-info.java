/** The National Early Warning Score 2 as data: bands per part, thresholds, what a part not known could be. */
@NullMarked
package org.wardline.core.news2;

import org.jspecify.annotations.NullMarked;
