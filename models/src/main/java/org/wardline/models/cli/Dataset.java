package org.wardline.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The research collections that can be read, and how their people are split. */
public enum Dataset {
    /** ICU numerics at 1 Hz, eight minutes a record; few people, so that a good part is kept for judging. */
    BIDMC(0.4, 0.2),
    /** ICU signs once an hour. */
    SEPSIS2019(0.2, 0.1);

    private final double trainShare;
    private final double validationShare;

    Dataset(double trainShare, double validationShare) {
        this.trainShare = trainShare;
        this.validationShare = validationShare;
    }

    static Optional<Dataset> named(String label) {
        for (Dataset dataset : values()) {
            if (dataset.label().equals(label)) {
                return Optional.of(dataset);
            }
        }
        return Optional.empty();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    double trainShare() {
        return trainShare;
    }

    double validationShare() {
        return validationShare;
    }

    /** Reads a folder of {@code shared/data}, one recording after the other. */
    public void read(Path folder, Consumer<Recording> each) throws IOException {
        switch (this) {
            case BIDMC -> BidmcReader.read(folder, each);
            case SEPSIS2019 -> Sepsis2019Reader.read(folder, each);
        }
    }
}
