package org.wardline.vitals;

/** A reading of a known patient. */
public record PatientReading(StayId stay, Reading reading) {}
