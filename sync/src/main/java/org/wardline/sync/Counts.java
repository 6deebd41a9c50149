package org.wardline.sync;

/**
 * Where the stored readings are; their sum is what is stored.
 *
 * @param delivered the record system said it has them, or there was nothing in them to file
 * @param held they need a person: nobody is known whose they are, the patient is unknown there, or they were refused
 * @param waiting all others
 */
public record Counts(long delivered, long held, long waiting) {}
