package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Layout;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.WindowGeometry;
import dev.gradus.onednn.binding.WindowGeometry.Pair;
import dev.gradus.onednn.trial.KernelTrial.Part;
import org.jspecify.annotations.Nullable;

/**
 * A layer that multiplies what comes in by weights: oneDNN's three computations for it, alike for
 * dense and convolution.
 */
public sealed interface ProductKernel {
    /** Returns whether a kernel of this name is one of the fast ones. */
    boolean isFast(String kernel);

    /**
     * Returns how weights move over the source.
     *
     * @param source the source's extents
     */
    WindowGeometry over(long... source);

    /**
     * Returns whether a kernel may read source and weights that lie so: there are kernels that take
     * what they multiply wrongly.
     */
    boolean pairs(Layout source, Layout weights);

    /**
     * Returns whether a kernel may run at all: there are kernels that end the process or write to
     * memory that is not theirs, so they cannot be found out by trying.
     */
    boolean mayRun(Part part, PrimitiveDescriptor described);

    /** Describes the result. */
    PrimitiveDescriptor result(
            Engine engine,
            Propagation propagation,
            Descriptor source,
            Descriptor weights,
            @Nullable Descriptor bias,
            Descriptor result,
            Attributes attributes);

    /** Describes the gradient of the weights and the bias. */
    PrimitiveDescriptor weightsGradient(
            Engine engine,
            Descriptor source,
            Descriptor weights,
            @Nullable Descriptor bias,
            Descriptor result,
            PrimitiveDescriptor forward);

    /** Describes the gradient of the source. */
    PrimitiveDescriptor sourceGradient(
            Engine engine,
            Descriptor source,
            Descriptor weights,
            Descriptor result,
            PrimitiveDescriptor forward);

    /** Every output sees all of the source. */
    record Inner() implements ProductKernel {
        @Override
        public boolean isFast(String kernel) {
            return !kernel.startsWith("ref");
        }

        /** The weights of an image are a window over the whole of it. */
        @Override
        public WindowGeometry over(long... source) {
            Pair all = source.length > 2 ? new Pair(source[2], source[3]) : new Pair(1, 1);
            Pair none = new Pair(0, 0);
            return new WindowGeometry(all, all, none, none, none);
        }

        /**
         * oneDNN 3.13 reads an image and weights as plain matrices without asking whether rows,
         * columns and channels have the same order in both ({@code brg_matmul} for weights of the
         * order bcda with a source of the order acdb). It takes that way for one output, and for
         * channels that fill no block.
         */
        @Override
        public boolean pairs(Layout source, Layout weights) {
            return !source.isStrided() || !weights.isStrided() || weights.hasOrderOf(source);
        }

        @Override
        public boolean mayRun(Part part, PrimitiveDescriptor described) {
            return true;
        }

        @Override
        public PrimitiveDescriptor result(
                Engine engine,
                Propagation propagation,
                Descriptor source,
                Descriptor weights,
                @Nullable Descriptor bias,
                Descriptor result,
                Attributes attributes) {
            return engine.innerProduct(propagation, source, weights, bias, result, attributes);
        }

        @Override
        public PrimitiveDescriptor weightsGradient(
                Engine engine,
                Descriptor source,
                Descriptor weights,
                @Nullable Descriptor bias,
                Descriptor result,
                PrimitiveDescriptor forward) {
            return engine.innerProductWeightsGradient(source, weights, bias, result, forward);
        }

        @Override
        public PrimitiveDescriptor sourceGradient(
                Engine engine,
                Descriptor source,
                Descriptor weights,
                Descriptor result,
                PrimitiveDescriptor forward) {
            return engine.innerProductSourceGradient(source, weights, result, forward);
        }
    }

    /**
     * Every output sees a window.
     *
     * @param window how it moves
     */
    record Convolution(WindowGeometry window) implements ProductKernel {
        private static final String BRGEMM = "brg_conv";
        private static final String OVERFLOWING = "_1x1:";
        private static final int BLOCK = 16;

        /** A convolution as a general product first writes every window out. */
        @Override
        public boolean isFast(String kernel) {
            return !kernel.startsWith("ref") && !kernel.contains("gemm:");
        }

        @Override
        public WindowGeometry over(long... source) {
            return window;
        }

        @Override
        public boolean pairs(Layout source, Layout weights) {
            return true;
        }

        /**
         * oneDNN 3.13 makes its brgemm kernels for the result places that see something, a block of
         * columns at a time. Where a whole block sees nothing but padding, it then calls one that
         * was never made, and the process ends; which columns are a block depends on the processor.
         *
         * <p>Kernels for windows of one place that skip some copy what they need to scratch memory:
         * with channels that fill no block, those for the weights' gradient write beyond its end.
         */
        @Override
        public boolean mayRun(Part part, PrimitiveDescriptor described) {
            String kernel = described.implementation();
            return switch (part) {
                case RESULT ->
                        !kernel.contains(BRGEMM)
                                || !hasBlindResults(
                                        described.descriptor(Argument.SOURCE).extents(),
                                        described.descriptor(Argument.RESULT).extents());
                case SOURCE_GRADIENT -> true;
                case WEIGHTS_GRADIENT ->
                        !kernel.contains(OVERFLOWING)
                                || !isStrided()
                                || fillsBlocks(
                                        described.descriptor(Argument.WEIGHTS_GRADIENT).extents());
            };
        }

        private boolean isStrided() {
            return window.stride().height() > 1 || window.stride().width() > 1;
        }

        private static boolean fillsBlocks(long[] weights) {
            return weights[weights.length - 3] % BLOCK == 0;
        }

        private boolean hasBlindResults(long[] source, long[] result) {
            return WindowAxis.vertical(
                                    (int) source[2],
                                    (int) window.kernel().height(),
                                    (int) result[2],
                                    window)
                            .hasBlindResults()
                    || WindowAxis.horizontal(
                                    (int) source[3],
                                    (int) window.kernel().width(),
                                    (int) result[3],
                                    window)
                            .hasBlindResults();
        }

        @Override
        public PrimitiveDescriptor result(
                Engine engine,
                Propagation propagation,
                Descriptor source,
                Descriptor weights,
                @Nullable Descriptor bias,
                Descriptor result,
                Attributes attributes) {
            return engine.convolution(
                    propagation, source, weights, bias, result, window, attributes);
        }

        @Override
        public PrimitiveDescriptor weightsGradient(
                Engine engine,
                Descriptor source,
                Descriptor weights,
                @Nullable Descriptor bias,
                Descriptor result,
                PrimitiveDescriptor forward) {
            return engine.convolutionWeightsGradient(
                    source, weights, bias, result, window, forward);
        }

        @Override
        public PrimitiveDescriptor sourceGradient(
                Engine engine,
                Descriptor source,
                Descriptor weights,
                Descriptor result,
                PrimitiveDescriptor forward) {
            return engine.convolutionSourceGradient(source, weights, result, window, forward);
        }
    }
}
