package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.gradus.nn.Batch;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryTest {
    private static final int WARM_UP = 400;
    private static final int STEPS = 300;

    static java.util.stream.Stream<Network> networks() {
        return OneDnnProgramTest.networks();
    }

    /** All threads are counted, so other tests must not run at the same time; they do not. */
    @ParameterizedTest
    @MethodSource("networks")
    void aStepAllocatesNothingOnTheHeap(Network network) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Program program = new OneDnnBackend().compile(network, Examples.options())) {
            Batch batch = Examples.batch(network, 2 * Examples.SLICE + 3, 1);
            float[] outputs = new float[batch.size() * Examples.CLASSES];
            run(program, batch, outputs, WARM_UP);
            long own = threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
            run(program, batch, outputs, STEPS);
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().threadId()) - own;
            // What the measurement itself leaves; a single object a step would be 16 bytes.
            assertThat(allocated).isLessThan(STEPS * 16L);
        }
    }

    private static void run(Program program, Batch batch, float[] outputs, int steps) {
        for (int step = 0; step < steps; step++) {
            Examples.step(program, batch, step);
            program.evaluate(batch, outputs);
        }
    }

    @Test
    void twoHundredProgramsLeaveMemoryAsItWas() {
        for (int i = 0; i < 20; i++) {
            trainAndClose();
        }
        long before = committed();
        long memory = 0;
        for (int i = 0; i < 200; i++) {
            memory += trainAndClose();
        }
        assertThat(memory).isGreaterThan(1L << 30);
        assertThat(committed() - before).isLessThan(memory / 10);
    }

    private static long trainAndClose() {
        Network network = Examples.digits();
        try (Program program = new OneDnnBackend().compile(network, Examples.options())) {
            Examples.step(program, Examples.batch(network, Examples.SLICE, 0), 0);
            return program.memory();
        }
    }

    private static long committed() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getCommittedVirtualMemorySize();
    }
}
