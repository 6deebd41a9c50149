/** Where alarms go besides stations and topics: a signed webhook, and a program that sounds while no station can. */
@NullMarked
package org.wardline.app.alarm;

import org.jspecify.annotations.NullMarked;
