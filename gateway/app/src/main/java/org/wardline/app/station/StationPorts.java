package org.wardline.app.station;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.core.WardView;

/**
 * What the station asks of the gateway. All of it is called on the station's context and answers at once.
 *
 * @param view the newest view of the ward
 * @param monotonicMs the gateway's monotonic axis, as in {@link WardView#atMs()}
 * @param wallMs epoch milliseconds
 * @param live whether the process runs
 * @param ready whether it takes readings
 * @param ward whether it is fit to watch patients
 * @param metrics in Prometheus' text format
 * @param desks what takes longer than a look
 */
public record StationPorts(
        Supplier<WardView> view,
        Acts acts,
        LongSupplier monotonicMs,
        LongSupplier wallMs,
        Supplier<Health> live,
        Supplier<Health> ready,
        Supplier<Health> ward,
        Supplier<String> metrics,
        Desks desks) {
    /**
     * Whom the endpoints of a page ask; each answers later.
     *
     * @param bed one bed: its last hours, its chart, its notes
     * @param records what the log tells of a shift, a bed, some days
     * @param care limits tried and changed, silence, marks and evidence of alarms
     * @param patients who comes, goes and is measured by what; absent: nobody is moved from here
     */
    public record Desks(BedActs bed, Records records, CarePorts care, Optional<Patients> patients) {}

    /**
     * One answer to "are you well".
     *
     * @param json an object that says why
     */
    public record Health(boolean isUp, String json) {}
}
