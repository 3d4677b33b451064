package dev.gradus.onednn;

import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.List;
import java.util.function.Supplier;

/** Chooses between several ways to ask for one computation. */
final class Preference {
    private Preference() {}

    /**
     * Returns the first for which there is a fast kernel; the last is taken whatever it is.
     *
     * <p>A kernel that takes its arguments as they lie spares a reorder, but oneDNN's reference
     * kernels, which take everything, are slower than any reorder.
     */
    static PrimitiveDescriptor first(List<Supplier<PrimitiveDescriptor>> ways) {
        for (var way : ways.subList(0, ways.size() - 1)) {
            try {
                PrimitiveDescriptor described = way.get();
                if (!described.implementation().startsWith("ref")) {
                    return described;
                }
            } catch (OneDnnException unsupported) {
                // The next way may be.
            }
        }
        return ways.getLast().get();
    }
}
