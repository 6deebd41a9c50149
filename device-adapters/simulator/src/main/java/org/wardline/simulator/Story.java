package org.wardline.simulator;

/**
 * What happens to a patient, over and over, as a time lapse of {@link #LENGTH_MS}: hours of a ward in minutes, so that
 * somebody who watches for a minute sees an alarm worth seeing and within five sees them all.
 *
 * <p>The order within a story is that of the textbooks (opioids: breathing, then oxygen, then carbon dioxide; sepsis: fever
 * and pulse, then breathing, then pressure); how fast it goes is not.
 */
public enum Story {
    /** Nothing happens. */
    STABLE,
    /** A lung that collapsed a little: oxygen falls at once, is given, and helps. */
    RECOVERY,
    /** Too much of an opioid: breathing slows, oxygen falls, carbon dioxide rises, until the antidote. */
    OPIOID,
    /** Sepsis: fever and pulse rise, breathing quickens, pressure falls, until fluids and antibiotics. */
    SEPSIS,
    /** The finger probe falls off and is put back. */
    PROBE_OFF,
    /** The patient moves about: finger probe and leads see motion. */
    MOTION,
    /** The device is unplugged for a while. */
    SILENT;

    /** How long a story is before it begins again. */
    public static final long LENGTH_MS = 300_000;

    /** What it does to the patient and the device, so many seconds into it. */
    Effects at(double seconds) {
        return switch (this) {
            case STABLE -> Effects.NONE;
            case RECOVERY -> {
                double oxygenLitres = 6 * bump(seconds, 60, 75, 200, 260);
                yield Effects.NONE.withShunt(bump(seconds, 2, 12, 95, 150)).withOxygen(oxygenLitres);
            }
            case OPIOID -> Effects.NONE.withOpioid(bump(seconds, 5, 26, 140, 175));
            case SEPSIS -> Effects.NONE.withSepsis(bump(seconds, 45, 150, 215, 260));
            case PROBE_OFF -> Effects.NONE.withProbeOff(isWithin(seconds, 75, 120));
            case MOTION -> Effects.NONE.withMotion(isWithin(seconds, 125, 160));
            case SILENT -> Effects.NONE.withSilence(isWithin(seconds, 160, 225));
        };
    }

    private static boolean isWithin(double seconds, double from, double to) {
        return seconds >= from && seconds < to;
    }

    /** 0, smoothly up to 1 between the first two, 1, smoothly down to 0 between the last two. */
    private static double bump(double seconds, double from, double full, double fades, double gone) {
        return smooth((seconds - from) / (full - from)) * (1 - smooth((seconds - fades) / (gone - fades)));
    }

    private static double smooth(double part) {
        double x = Math.clamp(part, 0, 1);
        return x * x * (3 - 2 * x);
    }
}
