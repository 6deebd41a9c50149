package org.wardline.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardline.vitals.VitalSign;

/**
 * What a sign is called in a FHIR record. Single signs have their codes in the nomenclature; the panels, which have no value
 * of their own, stand here.
 *
 * <p>Sources: HL7 FHIR R4 vital signs profiles (LOINC 85354-9 and components 8480-6, 8462-4, 8478-0); ISO/IEEE 11073-10101
 * MDC_PRESS_BLD_NONINV 150020.
 */
public final class CodeMap {
    /** LOINC's system. */
    public static final String LOINC = "http://loinc.org";
    /** ISO/IEEE 11073-10101's system; its codes are written as decimals. */
    public static final String MDC = "urn:iso:std:iso:11073:10101";
    /** Our own system, only for signs that neither of the others names. */
    public static final String OWN = "urn:wardline:sign";

    /** The cuff pressures of the bed-side monitor. */
    public static final Panel NIBP = new Panel(
            "nibp",
            List.of(new Coding(LOINC, "85354-9", ""), new Coding(MDC, "150020", "MDC_PRESS_BLD_NONINV")),
            List.of(VitalSign.NIBP_SYS, VitalSign.NIBP_DIA, VitalSign.NIBP_MEAN));
    /** The same by vendors' other codes. */
    public static final Panel CUFF = new Panel(
            "cuff",
            List.of(new Coding(LOINC, "85354-9", "")),
            List.of(VitalSign.named("cuff_sys"), VitalSign.named("cuff_dia"), VitalSign.named("cuff_mean")));

    private static final List<Panel> PANELS = List.of(NIBP, CUFF);
    private static final List<Optional<Panel>> BY_SIGN = VitalSign.all().stream()
            .map(sign -> PANELS.stream()
                    .filter(panel -> panel.parts().contains(sign))
                    .findFirst())
            .toList();
    private static final String PROFILES = "http://hl7.org/fhir/StructureDefinition/";

    private CodeMap() {}

    /** One code; the display is empty where the code's owner has a word of its own that we do not quote. */
    public record Coding(String system, String code, String display) {}

    /**
     * An observation with components.
     *
     * @param parts systolic and diastolic, which the profile demands, then the mean, which it allows
     */
    public record Panel(String name, List<Coding> codes, List<VitalSign> parts) {
        public Panel {
            codes = List.copyOf(codes);
            parts = List.copyOf(parts);
        }
    }

    /** The panel a sign is a part of. */
    public static Optional<Panel> panelOf(VitalSign sign) {
        return BY_SIGN.get(sign.index());
    }

    /** The panel of a name. */
    public static Optional<Panel> panel(String name) {
        return PANELS.stream().filter(panel -> panel.name().equals(name)).findFirst();
    }

    /** What a sign is filed under: its panel's name, or its own. */
    public static String filedAs(VitalSign sign) {
        return panelOf(sign).map(Panel::name).orElse(sign.name());
    }

    /** A sign's codes, LOINC first; never empty. */
    public static List<Coding> codes(VitalSign sign) {
        var codes = new ArrayList<Coding>();
        for (String loinc : sign.codes().loinc()) {
            codes.add(new Coding(LOINC, loinc, ""));
        }
        if (sign.codes().mdcCode() != 0) {
            codes.add(new Coding(
                    MDC,
                    Integer.toUnsignedString(sign.codes().mdcCode()),
                    sign.codes().mdcRefId()));
        }
        if (codes.isEmpty()) {
            codes.add(new Coding(OWN, sign.name(), ""));
        }
        return List.copyOf(codes);
    }

    /** Those that say what was seen and not which device measured it: of what a person entered. */
    public static List<Coding> withoutDevice(List<Coding> codes) {
        return codes.stream().filter(code -> !code.system().equals(MDC)).toList();
    }

    /** The vital signs profile that an observation of this name claims: a sign's or a panel's; empty for none. */
    public static Optional<String> profile(String filedAs) {
        if (panel(filedAs).isPresent()) {
            return Optional.of(PROFILES + "bp");
        }
        String id = VitalSign.named(filedAs).codes().fhirProfile();
        return id.isEmpty() ? Optional.empty() : Optional.of(PROFILES + id);
    }
}
