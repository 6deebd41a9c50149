/** Alarms counted on recorded patients, at virtual time, through the ward that runs at the bedside. */
@NullMarked
package org.wardline.app.study;

import org.jspecify.annotations.NullMarked;
