package dev.gradus.nn.layer;

import dev.gradus.text.TextForm;
import java.util.List;

/**
 * y = block(x) + shortcut(x). He et al. 2015.
 *
 * @param block the layers of the main branch, at least one
 * @param shortcut the layers of the shortcut; none means the identity
 */
public record Residual(List<Layer> block, List<Layer> shortcut) implements Layer {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the block is empty
     */
    public Residual {
        block = List.copyOf(block);
        shortcut = List.copyOf(shortcut);
        if (block.isEmpty()) {
            throw new IllegalArgumentException("residual needs at least one layer in its block");
        }
    }

    /**
     * {@return this block with these layers as its shortcut, such as a 1x1 convolution where the
     * shape changes}
     *
     * @param layers the layers of the shortcut
     */
    public Residual shortcut(Layer... layers) {
        return new Residual(block, List.of(layers));
    }

    @Override
    public String toString() {
        return TextForm.of("residual").with(block).with("shortcut", shortcut, List.of()).toString();
    }
}
