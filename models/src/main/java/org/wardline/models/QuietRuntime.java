package org.wardline.models;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.wardline.models.ModelRefused.Why;

/**
 * Keeps ONNX Runtime from calling home. Since 1.29 its Linux library reports to its maker over HTTPS, and crashes the process
 * while it reads a long command line for that (seen in 1.29.0: a regular expression over {@code /proc/self/cmdline} overflows
 * the thread's stack). It asks {@code ORT_DISABLE_TELEMETRY} when its environment is made; a hospital's box must not depend on
 * who starts it, so the variable is set here, in the C library's own environment.
 */
final class QuietRuntime {
    private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private QuietRuntime() {}

    /** Before the runtime is first touched; without it no model is loaded. */
    @SuppressWarnings({"restricted", "checkstyle:IllegalCatch"}) // one C function; a method handle declares Throwable
    static void ensure() throws ModelRefused {
        Linker linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment name = memory.allocateFrom(VARIABLE);
            MemorySegment value = memory.allocateFrom("1");
            if ((int) setenv.invokeExact(name, value, 1) != 0) {
                throw new ModelRefused(Why.RUNTIME, "the runtime cannot be kept from calling home");
            }
        } catch (ModelRefused refused) {
            throw refused;
        } catch (Throwable e) { // what a method handle declares
            throw new ModelRefused(Why.RUNTIME, "the runtime cannot be kept from calling home", e);
        }
    }
}
