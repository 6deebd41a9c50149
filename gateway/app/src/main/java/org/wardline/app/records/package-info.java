/** What the log tells people: the hand-over of a shift, the record of a bed, the report on alarms. Pure: entries in, documents out. */
@NullMarked
package org.wardline.app.records;

import org.jspecify.annotations.NullMarked;
