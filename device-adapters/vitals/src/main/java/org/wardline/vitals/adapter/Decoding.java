package org.wardline.vitals.adapter;

/** What came of a message: readings, or a reason why not. */
public sealed interface Decoding permits Decoded, Rejected {}
