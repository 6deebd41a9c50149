package org.wardline.models;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a score is what it is: what stands out, most unusual first; at most {@link #MAX_PARTS}.
 *
 * @param parts empty when nothing stands out by itself
 */
public record Explanation(List<Part> parts) {
    /** More than three things at once no one reads at a bedside. */
    public static final int MAX_PARTS = 3;

    /** Below this (one in thirty) nothing stands out. */
    private static final double SAID_FROM = 1.5;

    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * One thing that stands out.
     *
     * @param feature its name in {@link Features}
     * @param who the sign or signs, such as {@code RR}
     * @param words what is unusual of them
     * @param oneIn as far out as this is one in so many ordinary windows, by this feature alone
     */
    public record Part(String feature, String who, String words, long oneIn) {}

    /** From a model's unlikeness of each feature, as the negative decimal logarithm of how often it is as far out. */
    static Explanation of(float[] unlike, int offset) {
        List<Part> parts = new ArrayList<>();
        List<String> said = new ArrayList<>();
        while (parts.size() < MAX_PARTS) {
            int most = -1;
            for (int at = 0; at < Features.COUNT; at++) {
                boolean isMore = most < 0 || unlike[offset + at] > unlike[offset + most];
                if (isMore && !said.contains(Features.list().get(at).who())) {
                    most = at;
                }
            }
            if (most < 0 || !(unlike[offset + most] >= SAID_FROM)) {
                break;
            }
            Features.Feature feature = Features.list().get(most);
            said.add(feature.who());
            parts.add(new Part(feature.name(), feature.who(), feature.words(), oneIn(unlike[offset + most])));
        }
        return new Explanation(parts);
    }

    /** One line for a nurse, such as {@code RR unlike this patient's last hours (1 in 1000); HR and PR disagree (1 in 200)}. */
    public String text() {
        if (parts.isEmpty()) {
            return "no single sign, but the signs together are unusual";
        }
        return parts.stream()
                .map(part -> part.who + " " + part.words + " (1 in " + part.oneIn + ")")
                .collect(Collectors.joining("; "));
    }

    /** To one digit and at most a million: there is no more in it. */
    private static long oneIn(double unlike) {
        double exact = Math.pow(10, Math.min(unlike, 6));
        double step = Math.pow(10, Math.floor(Math.log10(exact)));
        return Math.round(exact / step) * Math.round(step);
    }

    @Override
    public String toString() {
        return "explanation of " + parts.size() + " parts";
    }
}
