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
 * @param record one bed: its last hours, its chart, its notes
 * @param patients absent: nobody is moved from here
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
        BedRecord record,
        Optional<Patients> patients,
        CarePorts care) {
    /** A station that shows, and moves nobody. */
    @SuppressWarnings("checkstyle:ParameterNumber") // as the record has them
    public StationPorts(
            Supplier<WardView> view,
            Acts acts,
            LongSupplier monotonicMs,
            LongSupplier wallMs,
            Supplier<Health> live,
            Supplier<Health> ready,
            Supplier<Health> ward,
            Supplier<String> metrics,
            BedRecord record) {
        this(view, acts, monotonicMs, wallMs, live, ready, ward, metrics, record, Optional.empty(), CarePorts.NONE);
    }

    /**
     * One answer to "are you well".
     *
     * @param json an object that says why
     */
    public record Health(boolean isUp, String json) {}
}
