package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/**
 * What is planted into 1 Hz recordings to see whether a model finds it. Each begins {@link #ONSET_MS} after the start and
 * lasts to the end; everything drawn by chance comes from the seed.
 */
enum Fault {
    /** A sensor drifts away: variant 0 HR by +6 /min, 1 SpO2 by -1.5 %, 2 RR by +3 /min, each minute. */
    DRIFT {
        @Override
        double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random) {
            double perMinute = switch (variant) {
                case 0 -> sign == VitalSign.HEART_RATE ? 6 : 0;
                case 1 -> sign == VitalSign.SPO2 ? -1.5 : 0;
                default -> sign == VitalSign.RESP_RATE ? 3 : 0;
            };
            return value + perMinute * minutes;
        }
    },
    /** The last value is repeated: variant 0 HR, 1 RR, 2 SpO2. */
    STUCK {
        @Override
        double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random) {
            return value; // the value of the onset is held by plant
        }
    },
    /** The chest leads are another patient's: heart rate and impedance respiration are theirs, the oximeter's are not. */
    SWAPPED {
        @Override
        double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random) {
            return value; // the other's value is taken by plant
        }
    },
    /** The oximeter creeps off the finger: SpO2 and pulse fall and scatter more and more, every third value is lost at last. */
    PROBE_OFF {
        @Override
        double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random) {
            double worse = Math.min(1, minutes / (2 + variant));
            if (random.nextDouble() < worse / 3) {
                return Double.NaN;
            }
            if (sign == VitalSign.SPO2) {
                return value - worse * (6 + 3 * random.nextGaussian());
            }
            return sign == VitalSign.PULSE_RATE_SPO2 ? value - worse * (8 + 8 * random.nextGaussian()) : value;
        }
    },
    /** The patient desaturates: SpO2 falls by 8, 12 or 16 % within 90 s and stays, heart rate and breathing rise. */
    DESATURATION {
        @Override
        double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random) {
            double far = Math.min(1, minutes / 1.5);
            if (sign == VitalSign.SPO2) {
                return value - far * (8 + 4 * variant);
            }
            return value + far * (sign == VitalSign.RESP_RATE ? 6 : 15);
        }
    };

    /** When a fault begins in a recording. */
    static final long ONSET_MS = 180_000;

    /** How many there are of each. */
    static final int VARIANTS = 3;

    abstract double change(VitalSign sign, int variant, double value, double minutes, SplittableRandom random);

    static Optional<Fault> named(String label) {
        for (Fault fault : values()) {
            if (fault.label().equals(label)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is planted, for people. */
    String words(int variant) {
        return switch (this) {
            case DRIFT ->
                List.of(
                                "heart rate drifts up, 6 /min a minute",
                                "SpO2 drifts down, 1.5 % a minute",
                                "RR drifts up, 3 /min a minute")
                        .get(variant);
            case STUCK -> List.of("heart rate", "RR", "SpO2").get(variant) + " stuck at one value";
            case SWAPPED -> "chest leads of another patient, " + (variant + 1) + ". choice";
            case PROBE_OFF -> "oximeter creeps off within " + (2 + variant) + " min";
            case DESATURATION -> "desaturation by " + (8 + 4 * variant) + " % within 90 s";
        };
    }

    /** The recording with this fault in it. */
    Recording plant(Recording own, Recording other, int variant, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long onsetMs = own.moments().get(0).atMs() + ONSET_MS;
        List<Recording.Moment> moments = new ArrayList<>();
        Reading atOnset = own.moments().get(0).reading();
        for (int at = 0; at < own.moments().size(); at++) {
            Recording.Moment moment = own.moments().get(at);
            if (moment.atMs() < onsetMs) {
                atOnset = moment.reading();
                moments.add(moment);
                continue;
            }
            double minutes = (moment.atMs() - onsetMs) / 60_000.0;
            List<Measurement> values = new ArrayList<>();
            for (Measurement value : moment.reading().values()) {
                VitalSign sign = value.sign();
                double from = source(
                                sign,
                                variant,
                                atOnset,
                                other.moments().get(at % other.moments().size()).reading())
                        .orElse(value.value());
                values.add(measured(sign, change(sign, variant, from, minutes, random)));
            }
            moments.add(new Recording.Moment(with(moment.reading(), values), moment.septic(), moment.news2Least()));
        }
        return new Recording(own.name(), own.person(), own.split(), moments);
    }

    /** Where a sign's value comes from, if not from its own sensor of this moment. */
    private Optional<Double> source(VitalSign sign, int variant, Reading atOnset, Reading other) {
        VitalSign stuck = List.of(VitalSign.HEART_RATE, VitalSign.RESP_RATE, VitalSign.SPO2)
                .get(variant);
        if (this == STUCK && sign == stuck) {
            return valueOf(sign, atOnset);
        }
        boolean isOfTheLeads = sign == VitalSign.HEART_RATE || sign == VitalSign.RESP_RATE;
        return this == SWAPPED && isOfTheLeads ? valueOf(sign, other) : Optional.empty();
    }

    private static Optional<Double> valueOf(VitalSign sign, Reading reading) {
        return reading.values().stream()
                .filter(value -> value.sign() == sign)
                .findFirst()
                .map(Measurement::value);
    }

    private static Measurement measured(VitalSign sign, double value) {
        if (Double.isNaN(value)) {
            return Measurement.none(sign, Quality.NO_VALUE);
        }
        double whole = Math.rint(value); // as the monitor gives them
        return Measurement.of(sign, sign == VitalSign.SPO2 ? Math.clamp(whole, 0, 100) : Math.clamp(whole, 0, 200));
    }

    private static Reading with(Reading reading, List<Measurement> values) {
        return new Reading(
                reading.device(),
                reading.seq(),
                reading.measuredAtMs(),
                reading.receivedAtMs(),
                reading.clock(),
                values);
    }
}
