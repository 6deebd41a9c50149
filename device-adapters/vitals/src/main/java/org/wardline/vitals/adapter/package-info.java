/** The SPI of device adapters: bytes as received in, readings or a named reason out. */
@NullMarked
package org.wardline.vitals.adapter;

import org.jspecify.annotations.NullMarked;
