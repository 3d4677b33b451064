package dev.gradus.onednn;

import dev.gradus.onednn.binding.InvalidOperations;
import dev.gradus.onednn.binding.Scope;
import java.util.Optional;

/** Runs the forward pass and tells whether a NaN came up in it that a kernel may have lost. */
final class Watch {
    private final Optional<InvalidOperations> flags;

    /** Begins with the flags of all threads clear. */
    Watch(Scope scope, int threads) {
        flags = InvalidOperations.of(scope, threads);
        flags.ifPresent(InvalidOperations::take);
    }

    /**
     * Computes outputs from inputs that begin at this place of an array. Java may have set a flag
     * in a thread of OpenMP's, so an alarm counts if it comes twice.
     *
     * @return whether the outputs cannot be relied on
     */
    boolean forward(Plan plan, float[] from, int offset, int count) {
        if (flags.isEmpty()) {
            plan.forward(from, offset);
            return MissingValues.hasAny(from, offset, offset + count);
        }
        InvalidOperations open = flags.get();
        boolean alarm = isSuspect(open, plan, from, offset);
        return alarm && isSuspect(open, plan, from, offset);
    }

    private static boolean isSuspect(InvalidOperations flags, Plan plan, float[] from, int offset) {
        flags.forgetHere();
        plan.forward(from, offset);
        return flags.take();
    }
}
