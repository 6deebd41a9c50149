package org.wardline.simulator;

import java.util.Random;

/**
 * The physiology of one patient, a second a step: every value is drawn towards what the others and the story ask for.
 *
 * <pre>
 *   fever      → pulse (about 9 /min a degree), breathing
 *   sepsis     → fever, pulse, breathing up; pressure down
 *   opioid     → breathing down → oxygen down, carbon dioxide up
 *   shunt      → oxygen down; given oxygen takes most of that back
 *   low oxygen → pulse up, breathing up (unless an opioid forbids it)
 *   hour       → pulse and temperature a little lower at night
 * </pre>
 *
 * <p>Sizes are chosen for a demonstration (engineering, no source), within what a ward sees.
 */
final class Patient {
    private static final double FEWEST_BREATHS = 4; // fewer are not plausible, and an alarm long before
    private static final double HOUR_MS = 3_600_000;

    private final Random random;
    private final double restHeartRate;
    private final double restRespRate;
    private final double restSpo2;
    private final double restTemp;
    private final double restSystolic;
    private final double restEtco2;
    private final double usualOxygen;
    private final Wander heartRateWander = new Wander(1.5, 0.92);
    private final Wander respRateWander = new Wander(0.7, 0.95);
    private final Wander spo2Wander = new Wander(0.5, 0.96);
    private final Wander pressureWander = new Wander(3, 0.98);

    private double heartRate;
    private double respRate;
    private double spo2;
    private double temp;
    private double systolic;
    private double etco2;
    private Effects effects = Effects.NONE;

    Patient(Random random) {
        this.random = random;
        restHeartRate = between(64, 84);
        restRespRate = between(13.5, 17);
        restSpo2 = between(96.5, 98);
        restTemp = between(36.5, 37.1);
        restSystolic = between(116, 136);
        restEtco2 = between(36, 40);
        usualOxygen = random.nextInt(5) == 0 ? 2 : 0;
        heartRate = restHeartRate;
        respRate = restRespRate;
        spo2 = restSpo2;
        temp = restTemp;
        systolic = restSystolic;
        etco2 = restEtco2;
    }

    /** A second passes. */
    void step(long nowMs, Effects now) {
        effects = now;
        double night =
                StrictMath.cos(2 * Math.PI * (nowMs % (24 * HOUR_MS) - 4 * HOUR_MS) / (24 * HOUR_MS)); // 1 at 04:00
        double fever = temp - restTemp;
        double lack = Math.max(0, 93 - spo2);
        double breathing = respRate / restRespRate * (1 - 0.3 * now.opioid());
        double relief = 1 - Math.min(0.75, now.oxygenLitres() / 8);

        temp = towards(temp, restTemp + 2.2 * now.sepsis() - 0.1 * night, 18);
        heartRate = towards(
                heartRate,
                restHeartRate
                        + 9 * fever
                        + (112 - restHeartRate) * now.sepsis()
                        + 1.1 * lack
                        - 6 * now.opioid()
                        - 2 * night,
                6);
        respRate = towards(
                respRate,
                (restRespRate + (33 - restRespRate) * now.sepsis() + 1.5 * fever + 0.5 * lack)
                        * (1 - 0.72 * now.opioid()),
                5);
        spo2 = towards(
                spo2,
                restSpo2 - 3.5 * now.sepsis() - 14 * now.shunt() * relief - 46 * Math.max(0, 0.75 - breathing),
                spo2IsFalling(breathing, now) ? 19 : 9);
        etco2 = towards(etco2, restEtco2 + 45 * (1 - Math.min(1.25, breathing)), 45);
        systolic = towards(systolic, restSystolic * (1 - 0.45 * now.sepsis()) + 0.1 * (heartRate - restHeartRate), 10);
        wander();
    }

    /** /min. */
    double heartRate() {
        return heartRate;
    }

    /** /min. */
    double respRate() {
        return Math.max(FEWEST_BREATHS, respRate);
    }

    /** %. */
    double spo2() {
        return Math.min(100, spo2);
    }

    /** Cel. */
    double temp() {
        return temp;
    }

    /** mm[Hg]. */
    double systolic() {
        return systolic;
    }

    /** mm[Hg]: a wider pulse when well, a narrow one in shock. */
    double diastolic() {
        return systolic * (0.6 + 0.06 * effects.sepsis());
    }

    /** mm[Hg]. */
    double etco2() {
        return etco2;
    }

    /** L/min. */
    double oxygenLitres() {
        return Math.max(usualOxygen, effects.oxygenLitres());
    }

    /** How strong the pulse is at the finger, 1 when well. */
    double perfusion() {
        return 1 - 0.6 * effects.sepsis();
    }

    /** A, C, V or P of ACVPU. */
    char consciousness() {
        if (effects.opioid() > 0.6) {
            return effects.opioid() > 0.95 ? 'P' : 'V';
        }
        return effects.sepsis() > 0.8 ? 'C' : 'A';
    }

    private static boolean spo2IsFalling(double breathing, Effects now) {
        return breathing < 0.75 && now.opioid() > 0;
    }

    private void wander() {
        heartRate += heartRateWander.next(random) * 0.3;
        respRate += respRateWander.next(random) * 0.2;
        spo2 += spo2Wander.next(random) * 0.15;
        systolic += pressureWander.next(random) * 0.2;
    }

    private double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** One second towards a target, with its time constant in seconds. */
    private static double towards(double value, double target, double seconds) {
        return value + (target - value) / seconds;
    }
}
