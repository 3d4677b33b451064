package dev.gradus.train;

import com.sun.management.OperatingSystemMXBean;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Text;
import dev.gradus.text.MemoryFault;
import dev.gradus.train.session.Evaluator;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The memory that a run needs besides its data. It is known as soon as the network is compiled,
 * since updates allocate nothing.
 *
 * @param network bytes of parameters, gradients, optimizer and the values between layers of a slice
 *     of a batch; with oneDNN, all but the optimizer's lies outside the Java heap
 * @param copies bytes of the Java heap for a checkpoint and the best model so far
 * @param inUse bytes of the Java heap in use now: the data, the optimizer, and garbage that is not
 *     collected yet
 * @param heap the bytes that the Java heap may grow to
 */
public record MemoryNeed(long network, long copies, long inUse, long heap) {
    /**
     * A network of fewer bytes than this fits on every machine, so the machine's memory is not
     * queried.
     */
    private static final long SMALL = 1L << 30;

    static MemoryNeed of(Program program, boolean isValidated) {
        long state = bytes(program, false);
        long model = bytes(program, true);
        Runtime java = Runtime.getRuntime();
        return new MemoryNeed(
                program.memory(),
                state + (isValidated ? 2 * model : 0),
                java.totalMemory() - java.freeMemory(),
                java.maxMemory());
    }

    private MemoryNeed with(long more) {
        return new MemoryNeed(network + more, copies, inUse, heap);
    }

    private static long bytes(Program program, boolean ofModel) {
        return program.state().stream()
                .filter(entry -> !ofModel || entry.isOfModel())
                .mapToLong(StateEntry::bytes)
                .sum();
    }

    /**
     * {@return whether the Java heap has no room for the copies} A third of the heap is counted as
     * taken: generational collectors reserve that for short-lived objects, and large arrays are not
     * placed there.
     */
    public boolean exceedsHeap() {
        return inUse + copies > heap - heap / 3;
    }

    String sentence() {
        return Text.of(
                "memory: %,d MB for the network and %,d MB to save it; the Java heap holds %,d of at most %,d MB",
                megabytes(network), megabytes(copies), megabytes(inUse), megabytes(heap));
    }

    /** Collects garbage, and returns a warning that says what to lower if saving may still fail. */
    static Optional<String> complaint(Program program, boolean isValidated) {
        if (!of(program, isValidated).exceedsHeap()) {
            return Optional.empty();
        }
        System.gc(); // only here, where it decides
        MemoryNeed need = of(program, isValidated);
        return need.exceedsHeap()
                ? Optional.of(
                        Text.of(
                                "a checkpoint and the best model take %,d MB of the Java heap, of which %,d of %,d MB are in use and a third is reserved for short-lived objects, so saving may fail; %s, or use a smaller network",
                                megabytes(need.copies),
                                megabytes(need.inUse),
                                megabytes(need.heap),
                                MemoryFault.REMEDY))
                : Optional.empty();
    }

    /**
     * Checks that the network fits into the machine's memory. An operating system promises more
     * memory than there is, and kills the process when it is used.
     *
     * @param isEvaluated whether examples are held out to measure it on
     * @throws IllegalArgumentException if it does not
     */
    static void requireMachine(Program program, boolean isEvaluated) {
        requireMachine(program, isEvaluated, MemoryNeed::machine);
    }

    /**
     * Checks that the network fits into a machine's memory.
     *
     * @param size returns the bytes of that memory
     */
    static void requireMachine(Program program, boolean isEvaluated, LongSupplier size) {
        MemoryNeed need =
                of(program, false)
                        .with(isEvaluated ? program.memoryToEvaluate(Evaluator.rows(program)) : 0);
        if (need.network < SMALL) {
            return;
        }
        long machine = size.getAsLong();
        if (need.network + need.inUse > machine) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the network takes %,d MB and the Java heap %,d MB, but this machine has %,d MB; use a smaller network, or fewer examples at once: a smaller batch (--batch-size) or slice (sliceSize, %,d now)",
                            megabytes(need.network),
                            megabytes(need.inUse),
                            megabytes(machine),
                            program.options().firstSlice()));
        }
    }

    /** Returns the memory of the machine, or of the container. */
    private static long machine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000);
    }
}
