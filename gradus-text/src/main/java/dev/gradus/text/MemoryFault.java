package dev.gradus.text;

import dev.gradus.number.Text;

/** Says what to do when memory runs out. */
public final class MemoryFault {
    /** How to get a larger heap, for a program and for the command. */
    public static final String REMEDY =
            "allow it more, as with -Xmx8g (for the gradus command: GRADUS_JAVA_OPTIONS=-Xmx8g)";

    private MemoryFault() {}

    /**
     * {@return what is full and which setting helps}
     *
     * @param full the error that the JVM or the manager of native memory has thrown
     */
    public static String sentence(OutOfMemoryError full) {
        String said = String.valueOf(full.getMessage());
        if (said.contains("native thread")) {
            return "the system cannot start more threads for this process; use fewer (--threads 2)";
        }
        if (said.contains("array size exceeds")) {
            return "one array would need more values than Java allows, 2147483647; use less data or a smaller network";
        }
        if (said.contains("heap") || said.contains("GC overhead")) {
            return Text.of(
                    "the Java heap of %,d MB is full; %s",
                    Runtime.getRuntime().maxMemory() >> 20, REMEDY);
        }
        return "the memory outside the Java heap is full ("
                + said
                + "); use a smaller batch or network, or close other programs";
    }
}
