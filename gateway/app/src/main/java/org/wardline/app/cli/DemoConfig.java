package org.wardline.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardline.simulator.SimulatedBed;
import org.wardline.simulator.SimulatedWard;

/** What a gateway must be told to watch a simulated ward: its beds, devices and invented patients, as settings. */
final class DemoConfig {
    static final String WARD = "demo";
    private static final String SYSTEM = "urn:wardline:simulated";

    private DemoConfig() {}

    /** Settings as {@code --set} takes them. */
    static List<String> sets(SimulatedWard ward, Path folder) {
        List<String> sets = new ArrayList<>();
        sets.add("ward=" + WARD);
        sets.add("data=" + folder.resolve("data"));
        sets.add("uplink.file.dir=" + folder.resolve("records"));
        for (SimulatedBed bed : ward.beds()) {
            String name = bed.bed().name();
            sets.add("beds." + name + ".label=\"" + bed.label().replace("Bed ", "") + "\"");
            sets.add("beds." + name + ".room=\"" + bed.room() + "\"");
            sets.add("devices.list." + bed.device().name() + "={bed: \"" + name + "\", signs: {" + signs(bed) + "}}");
            sets.add("stays.sim-" + name + "={bed: \"" + name + "\", patient: \"" + bed.patientIdentifier()
                    + "\", system: \"" + SYSTEM + "\"}");
        }
        return sets;
    }

    private static String signs(SimulatedBed bed) {
        return bed.intervalsMs().entrySet().stream()
                .map(sign -> sign.getKey().name() + ": " + sign.getValue() + "ms")
                .collect(Collectors.joining(", "));
    }
}
