package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses between several ways to ask for one computation. */
public final class Preference {
    private Preference() {}

    /**
     * Returns the first way for which there is a fast kernel that computes rightly, or the first
     * for which there is any.
     *
     * <p>A kernel that takes its arguments as they lie spares a reorder, but the kernels that take
     * everything are slower than any reorder.
     *
     * @param ways the likeliest first
     * @param fast whether a kernel of this name is fast
     * @param right whether a kernel computes rightly; asked only of those that would be taken
     * @throws OneDnnException if there is no kernel
     * @throws WrongKernelsException if there are only such as compute wrongly
     */
    public static PrimitiveDescriptor first(
            List<Supplier<PrimitiveDescriptor>> ways,
            Predicate<String> fast,
            Predicate<PrimitiveDescriptor> right) {
        var slow = new ArrayList<PrimitiveDescriptor>();
        OneDnnException refusal = null;
        for (var way : ways) {
            try {
                PrimitiveDescriptor described = way.get();
                do {
                    if (!fast.test(described.implementation())) {
                        slow.add(described);
                        break;
                    }
                    if (right.test(described)) {
                        return described;
                    }
                } while (described.next());
            } catch (OneDnnException unsupported) {
                refusal = refusal == null ? unsupported : refusal;
            }
        }
        return firstRight(slow, right, refusal);
    }

    private static PrimitiveDescriptor firstRight(
            List<PrimitiveDescriptor> slow,
            Predicate<PrimitiveDescriptor> right,
            @Nullable OneDnnException refusal) {
        for (PrimitiveDescriptor described : slow) {
            do {
                if (right.test(described)) {
                    return described;
                }
            } while (described.next());
        }
        if (slow.isEmpty() && refusal != null) {
            throw refusal;
        }
        throw new WrongKernelsException();
    }
}
