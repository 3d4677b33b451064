package dev.gradus.nn.layer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Branches side by side, their results joined along the first dimension: channels of images, values
 * of vectors. PyTorch's {@code torch.cat(…, dim=1)}, Keras' {@code Concatenate}.
 *
 * @param branches the layers of each branch, at least two branches; each begins with the output
 *     before this layer, or with {@link Source}; an empty one is the identity
 */
public record Concat(List<List<Layer>> branches) implements Layer {
    /**
     * Copies the branches.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public Concat {
        branches = branches.stream().map(List::copyOf).toList();
        if (branches.size() < 2) {
            throw new IllegalArgumentException(
                    "concat takes at least two branches, as in concat([dense(8)], [dense(4)]), got "
                            + branches.size());
        }
    }

    @Override
    public String toString() {
        return branches.stream()
                .map(branch ->
                        branch.stream()
                                .map(Layer::toString)
                                .collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", ", "concat(", ")"));
    }
}
