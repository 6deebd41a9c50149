package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Filing;
import org.wardline.sync.Observation;
import org.wardline.sync.Outcome;
import org.wardline.sync.fhir.FhirWriter;

/** Files as FHIR NDJSON, flushed before they are confirmed; see {@link NdjsonFolder}. */
public final class FileUplink implements Uplink {
    private static final Logger LOG = LoggerFactory.getLogger(FileUplink.class);
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long MAX_PAUSE_MS = 60_000;

    private final String name;
    private final NdjsonFolder folder;
    private final LongSupplier nowMs;
    private final WorkerExecutor thread; // of its own: a stalling disk stalls nothing else
    private final Backoff backoff;

    /**
     * An uplink into a folder, which is made when it is missing.
     *
     * @param nowMs epoch milliseconds: a file is named by the day on which it is written, in UTC
     */
    public FileUplink(Vertx vertx, String name, Path folder, LongSupplier nowMs) {
        this.name = name;
        this.folder = new NdjsonFolder(folder);
        this.nowMs = nowMs;
        this.thread = vertx.createSharedWorkerExecutor("wardline-uplink-" + name, 1);
        this.backoff = new Backoff(FIRST_PAUSE_MS, MAX_PAUSE_MS, () -> 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<Delivery> send(Batch batch) {
        return thread.executeBlocking(() -> append(batch, false));
    }

    @Override
    public Future<Delivery> withdraw(Batch filedWrongly) {
        return thread.executeBlocking(() -> append(filedWrongly, true));
    }

    @Override
    public Future<Void> close() {
        return thread.executeBlocking(() -> {
                    folder.close();
                    return true;
                })
                .eventually(thread::close)
                .mapEmpty();
    }

    private Delivery append(Batch batch, boolean isError) {
        try {
            folder.open(nowMs.getAsLong());
            for (Filing filing : batch.filings()) {
                for (Observation each : filing.observations()) {
                    byte[] line = isError
                            ? FhirWriter.withdrawnLine(each, filing.subject())
                            : FhirWriter.line(each, filing.subject(), filing.isLate());
                    folder.add(line);
                }
            }
            folder.flush();
        } catch (IOException e) {
            LOG.warn(
                    "uplink {}: the folder cannot be written: {}",
                    name,
                    e.getClass().getSimpleName());
            folder.abandon();
            return Delivery.later(batch, "the folder cannot be written", backoff.failed());
        }
        backoff.worked();
        Outcome accepted = new Outcome.Accepted();
        return Delivery.of(Collections.nCopies(batch.filings().size(), accepted));
    }
}
