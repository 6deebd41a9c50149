package org.wardline.simulator;

/**
 * What acts on a patient and a device at an instant.
 *
 * @param sepsis 0 none to 1 shock
 * @param opioid 0 none to 1 nearly no breathing
 * @param shunt 0 none to 1 a lung that takes up a third less
 * @param oxygenLitres given, a minute
 */
record Effects(
        double sepsis,
        double opioid,
        double shunt,
        double oxygenLitres,
        boolean isProbeOff,
        boolean isMoving,
        boolean isSilent) {
    static final Effects NONE = new Effects(0, 0, 0, 0, false, false, false);

    Effects withSepsis(double level) {
        return new Effects(level, opioid, shunt, oxygenLitres, isProbeOff, isMoving, isSilent);
    }

    Effects withOpioid(double level) {
        return new Effects(sepsis, level, shunt, oxygenLitres, isProbeOff, isMoving, isSilent);
    }

    Effects withShunt(double level) {
        return new Effects(sepsis, opioid, level, oxygenLitres, isProbeOff, isMoving, isSilent);
    }

    Effects withOxygen(double litres) {
        return new Effects(sepsis, opioid, shunt, litres, isProbeOff, isMoving, isSilent);
    }

    Effects withProbeOff(boolean isOff) {
        return new Effects(sepsis, opioid, shunt, oxygenLitres, isOff, isMoving, isSilent);
    }

    Effects withMotion(boolean moves) {
        return new Effects(sepsis, opioid, shunt, oxygenLitres, isProbeOff, moves, isSilent);
    }

    Effects withSilence(boolean isOff) {
        return new Effects(sepsis, opioid, shunt, oxygenLitres, isProbeOff, isMoving, isOff);
    }
}
