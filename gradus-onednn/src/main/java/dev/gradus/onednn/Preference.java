package dev.gradus.onednn;

import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses between several ways to ask for one computation. */
final class Preference {
    private Preference() {}

    /**
     * Returns the first way for which there is a fast kernel, or the first for which there is any.
     *
     * <p>A kernel that takes its arguments as they lie spares a reorder, but the kernels that take
     * everything are slower than any reorder.
     *
     * @param ways the likeliest first
     * @param fast whether a kernel of this name is fast
     */
    static PrimitiveDescriptor first(
            List<Supplier<PrimitiveDescriptor>> ways, Predicate<String> fast) {
        PrimitiveDescriptor slow = null;
        OneDnnException refusal = null;
        for (var way : ways) {
            try {
                PrimitiveDescriptor described = way.get();
                if (fast.test(described.implementation())) {
                    return described;
                }
                slow = slow == null ? described : slow;
            } catch (OneDnnException unsupported) {
                refusal = refusal == null ? unsupported : refusal;
            }
        }
        return orThrow(slow, refusal);
    }

    private static PrimitiveDescriptor orThrow(
            @Nullable PrimitiveDescriptor described, @Nullable OneDnnException refusal) {
        if (described != null) {
            return described;
        }
        throw refusal != null ? refusal : new IllegalArgumentException("no way was given");
    }
}
