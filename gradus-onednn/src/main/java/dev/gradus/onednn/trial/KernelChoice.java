package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses between several ways to request one computation. */
public final class KernelChoice {
    private KernelChoice() {}

    /**
     * Returns the first way with a fast kernel that computes correctly, or otherwise the first with
     * any kernel that does.
     *
     * <p>A kernel that takes its arguments in their present layout saves a reorder, but the kernels
     * that take any layout are slower than a reorder.
     *
     * @param ways the most promising first
     * @param fast whether a kernel of this name is fast
     * @param right whether a kernel computes correctly; asked only for those that would be used
     * @throws OneDnnException if there is no kernel
     * @throws WrongKernelsException if all kernels compute wrongly
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

    /** Returns the first way with a fast kernel that computes correctly, or empty. */
    public static Optional<PrimitiveDescriptor> firstFast(
            List<Supplier<PrimitiveDescriptor>> ways,
            Predicate<String> fast,
            Predicate<PrimitiveDescriptor> right) {
        try {
            return Optional.of(first(ways, fast, fastAlone(fast, right)));
        } catch (OneDnnException | WrongKernelsException none) {
            return Optional.empty();
        }
    }

    private static Predicate<PrimitiveDescriptor> fastAlone(
            Predicate<String> fast, Predicate<PrimitiveDescriptor> right) {
        return described -> fast.test(described.implementation()) && right.test(described);
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
