package dev.gradus.nn.plain;

import dev.gradus.nn.plain.kernel.Kernel;
import dev.gradus.nn.plain.memory.Values;
import java.util.List;

/**
 * Kernels one after another; an empty chain is the identity.
 *
 * @param in the input of the first
 * @param out the output of the last; {@code in} itself if there are none
 * @param kernels the kernels in the order of computation
 */
record Chain(Values in, Values out, List<Kernel> kernels) implements Kernel {
    Chain {
        kernels = List.copyOf(kernels);
    }

    @Override
    public void forward() {
        for (int i = 0; i < kernels.size(); i++) {
            kernels.get(i).forward();
        }
    }

    @Override
    public void backward() {
        for (int i = kernels.size() - 1; i >= 0; i--) {
            kernels.get(i).backward();
        }
    }
}
