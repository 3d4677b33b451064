package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Chooses between several ways to request one computation: the first with a kernel of the fastest
 * kind that computes correctly.
 *
 * <p>A kernel that takes its arguments in their present layout saves a reorder, but the kernels
 * that take any layout are slower than a reorder.
 *
 * @param ways the most promising first
 * @param kind the kind of a kernel with this name
 * @param right whether a kernel computes correctly; asked only for those that would be used
 */
public record KernelChoice(
        List<Supplier<PrimitiveDescriptor>> ways,
        Function<String, KernelKind> kind,
        Predicate<PrimitiveDescriptor> right) {
    /**
     * Returns the choice among all kinds of kernels.
     *
     * @throws OneDnnException if there is no kernel
     * @throws WrongKernelsException if all kernels compute wrongly
     */
    public PrimitiveDescriptor first() {
        for (KernelKind wanted : KernelKind.values()) {
            Optional<PrimitiveDescriptor> found = first(wanted);
            if (found.isPresent()) {
                return found.get();
            }
        }
        var _ = ways.getFirst().get(); // which refuses if oneDNN has no kernel at all
        throw new WrongKernelsException();
    }

    /** Returns the choice among the kernels of one kind, or empty if none of them is right. */
    public Optional<PrimitiveDescriptor> first(KernelKind wanted) {
        return ways.stream().flatMap(way -> first(wanted, way).stream()).findFirst();
    }

    private Optional<PrimitiveDescriptor> first(
            KernelKind wanted, Supplier<PrimitiveDescriptor> way) {
        try {
            PrimitiveDescriptor described = way.get();
            do {
                if (kind.apply(described.implementation()) == wanted && right.test(described)) {
                    return Optional.of(described);
                }
            } while (described.next());
            return Optional.empty();
        } catch (OneDnnException unsupported) {
            return Optional.empty();
        }
    }
}
