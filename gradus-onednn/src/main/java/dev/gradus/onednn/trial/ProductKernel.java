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
 * A layer that multiplies its input by weights: oneDNN's three computations for it, the same for
 * dense and convolution.
 */
public sealed interface ProductKernel {
    /** How the names of kernels for any shapes begin. */
    String REFERENCE = "ref";

    /** Returns how a kernel of this name computes. */
    KernelKind kind(String kernel);

    /**
     * Returns how weights move over the source.
     *
     * @param source the source's extents
     */
    WindowGeometry over(long... source);

    /**
     * Returns whether a kernel may read source and weights in these layouts: some kernels accept
     * layouts that they multiply wrongly.
     */
    boolean pairs(Layout source, Layout weights);

    /**
     * Returns whether a kernel may run at all: some kernels crash the process or write outside
     * their memory, so trying them cannot reveal it.
     */
    boolean mayRun(Part part, PrimitiveDescriptor described);

    /** Returns whether another fast kernel, if there is one, computes the result faster. */
    boolean isOutrun(PrimitiveDescriptor result);

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

    /** Every output sees the whole source. */
    record Inner() implements ProductKernel {
        @Override
        public KernelKind kind(String kernel) {
            return kernel.startsWith(REFERENCE) ? KernelKind.REFERENCE : KernelKind.GENERATED;
        }

        /** The weights of an image are a window over the whole image. */
        @Override
        public WindowGeometry over(long... source) {
            Pair all = source.length > 2 ? new Pair(source[2], source[3]) : new Pair(1, 1);
            Pair none = new Pair(0, 0);
            return new WindowGeometry(all, all, none, none, none);
        }

        /**
         * oneDNN 3.13 reads an image and weights as plain matrices without asking whether rows,
         * columns and channels have the same order in both ({@code brg_matmul} for weights of the
         * order bcda with a source of the order acdb). It does so for a single output, and for
         * channels that do not fill a block.
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
        public boolean isOutrun(PrimitiveDescriptor result) {
            return false;
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
        private static final String BRGEMM_AVX2 = "brg_conv_fwd:avx2";

        /** As few channels as a picture has. */
        private static final int FEW = 3;

        private static final String OVERFLOWING = "_1x1:";
        private static final int BLOCK = 16;

        @Override
        public KernelKind kind(String kernel) {
            if (kernel.startsWith(REFERENCE)) {
                return KernelKind.REFERENCE;
            }
            return kernel.contains("gemm:") ? KernelKind.COPYING : KernelKind.GENERATED;
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
         * oneDNN 3.13 generates its brgemm kernels for the result columns that see any source, in
         * blocks of columns. If a whole block sees nothing but padding, it calls a kernel that was
         * never generated, and the process crashes; which columns form a block depends on the
         * processor.
         *
         * <p>Kernels for 1 x 1 windows with a stride copy what they need to scratch memory: if the
         * channels do not fill a block, those for the weights' gradient write beyond its end.
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
                case MATRICES, SOURCE_GRADIENT -> true;
                case WEIGHTS_GRADIENT ->
                        !kernel.contains(OVERFLOWING)
                                || !isStrided()
                                || fillsBlocks(
                                        described.descriptor(Argument.WEIGHTS_GRADIENT).extents());
            };
        }

        /**
         * Without AVX-512, oneDNN 3.13 prefers its brgemm kernels, which multiply few channels
         * slowly: 5 x 5 windows over 8 images of one channel take 104 us on a Zen 3, and 63 by the
         * kernel after them.
         */
        @Override
        public boolean isOutrun(PrimitiveDescriptor result) {
            return result.implementation().contains(BRGEMM_AVX2)
                    && result.descriptor(Argument.SOURCE).extents()[1] <= FEW;
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
