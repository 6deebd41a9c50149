/** Alarm latency of the real process while something around it fails (promise 8). */
@org.jspecify.annotations.NullMarked
package org.wardline.app.faults;
