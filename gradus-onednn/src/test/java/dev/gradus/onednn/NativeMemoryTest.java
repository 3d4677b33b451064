package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final int PROGRAMS = 100;

    @Test
    void manyProgramsLeaveTheProcessAsLargeAsItWas() throws ReflectiveOperationException {
        for (int i = 0; i < PROGRAMS / 4; i++) {
            trainAndClose();
        }
        long before = processSize();
        long taken = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            taken += trainAndClose();
        }
        assertThat(taken).isGreaterThan(250L << 20);
        assertThat(processSize() - before).as("growth").isLessThan(taken / 10);
    }

    private static long trainAndClose() {
        Network network = Examples.digits();
        try (Program program = new OneDnnBackend().compile(network, Examples.options())) {
            Examples.step(program, Examples.batch(network, Examples.SLICE, 0), 0);
            return program.memory();
        }
    }

    /** By reflection, since the module under test does not read {@code jdk.management}. */
    private static long processSize() throws ReflectiveOperationException {
        Object system =
                Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getOperatingSystemMXBean")
                        .invoke(null);
        return (long)
                Class.forName("com.sun.management.OperatingSystemMXBean")
                        .getMethod("getCommittedVirtualMemorySize")
                        .invoke(system);
    }
}
