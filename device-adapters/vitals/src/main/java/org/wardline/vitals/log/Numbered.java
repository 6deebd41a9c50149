package org.wardline.vitals.log;

/** An entry with its place in the log, from 1. */
public record Numbered(long number, Entry entry) {}
