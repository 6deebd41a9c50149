package org.wardline.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.app.e2e.GatewayProcess;

/** What a fault needs: where the gateway keeps its data and how it is set, what is done to it, and how that is undone. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final List<String> sets = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Deque<Undo> undo = new ArrayDeque<>();
    private Path data;
    private Path errors;
    private Course course = Course.STEADY;
    private int outageS;
    private Act fault = _ -> {};
    private Act heal = _ -> {};

    /** Something done to a running gateway. */
    @FunctionalInterface
    interface Act {
        void on(GatewayProcess gateway) throws Exception;
    }

    /** Something undone at the end, whatever happened. */
    @FunctionalInterface
    interface Undo {
        void run() throws Exception;
    }

    /** How a fault and readings beyond limits meet. */
    enum Course {
        /** The fault stays while alarms are due, and is healed. */
        STEADY,
        /** The fault stays; there is no cure. */
        FOR_GOOD,
        /** Patients turn ill while the process stands still: counted from when it goes on. */
        STOPPED,
        /** Patients turn ill while the process is dead: counted from when their devices could say so again. */
        KILLED
    }

    /** This machine cannot do it. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    Stage() throws IOException {
        folder = Files.createTempDirectory("wardline-fault-");
        data = folder.resolve("data");
        errors = folder.resolve("errors");
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return data;
    }

    Path errors() {
        return errors;
    }

    List<String> sets() {
        return sets;
    }

    Map<String, String> environment() {
        return environment;
    }

    Course course() {
        return course;
    }

    int outageS() {
        return outageS;
    }

    void keeps(Path newData) {
        data = newData;
    }

    void says(Path newErrors) {
        errors = newErrors;
    }

    void set(String... more) {
        sets.addAll(List.of(more));
    }

    void env(String name, String value) {
        environment.put(name, value);
    }

    /** What is done, besides what is done already, and its cure. */
    void fault(Act done, Act cure) {
        fault = both(fault, done);
        heal = both(heal, cure);
    }

    /** What is done, without a cure. */
    void forGood(Act done) {
        course = Course.FOR_GOOD;
        fault = both(fault, done);
    }

    private static Act both(Act one, Act other) {
        return gateway -> {
            one.on(gateway);
            other.on(gateway);
        };
    }

    /** The process stands still, or is dead, for so long. */
    void outage(Course kind, int seconds) {
        course = kind;
        outageS = seconds;
    }

    void atEnd(Undo one) {
        undo.push(one);
    }

    void strike(GatewayProcess gateway) throws Exception {
        fault.on(gateway);
    }

    void heal(GatewayProcess gateway) throws Exception {
        heal.on(gateway);
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            undone(undo.pop());
        }
        undone(() -> Machine.run("rm", "-rf", folder.toString()));
    }

    private static void undone(Undo one) {
        try {
            one.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // the rest is to be undone all the same
            System.out.println("not undone: " + e.getMessage());
        }
    }
}
