/** What the page of one bed is made of: curves, alarms as bars, gaps, the NEWS2 chart, what people wrote. */
@NullMarked
package org.wardline.app.bedview;

import org.jspecify.annotations.NullMarked;
