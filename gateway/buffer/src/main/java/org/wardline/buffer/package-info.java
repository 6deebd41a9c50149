/**
 * What the gateway has heard, sealed on its own card until it has been handed over: blocks, their keys, and the one thread
 * that writes them.
 */
@NullMarked
package org.wardline.buffer;

import org.jspecify.annotations.NullMarked;
