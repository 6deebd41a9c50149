package org.wardline.app.faults;

/**
 * One thing that goes wrong.
 *
 * @param name its class in the fault matrix (disk, record system, kernel and process, model, broker and subscribers), and what it is
 */
record Fault(String name, Staging staging) {
    /** Prepares it, before the gateway starts. */
    @FunctionalInterface
    interface Staging {
        void set(Stage stage) throws Exception;
    }
}
