package dev.gradus.onednn.lowering;

import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Eltwise;
import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.WindowGeometry;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.trial.KernelTrial;
import dev.gradus.onednn.trial.KernelTrial.Part;
import dev.gradus.onednn.trial.ProductKernel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The kernels of a dense layer in strips, each for one thread, in the order of the strips.
 *
 * @param result computes some outputs: X Wᵀ + b
 * @param weightsGradient the gradient of their weights: Gᵀ X, with the gradient G of the outputs
 * @param biasGradient the gradient of their biases: 1ᵀ G, without a bias none
 * @param sourceGradient the gradient of some inputs, G W, empty if none is wanted
 */
record StripKernels(
        List<PrimitiveDescriptor> result,
        List<PrimitiveDescriptor> weightsGradient,
        List<PrimitiveDescriptor> biasGradient,
        List<PrimitiveDescriptor> sourceGradient) {
    /** How their names tell the instructions that strips were measured with. */
    private static final String AVX512 = "avx512";

    /**
     * The matrices of a layer.
     *
     * @param type the type of inputs, weights and outputs
     * @param ofOutputs the strips of the outputs
     * @param ofInputs those of the inputs
     */
    record Shape(
            DataType type,
            long rows,
            long inputs,
            long outputs,
            List<Strip> ofOutputs,
            List<Strip> ofInputs) {}

    /** Some columns of a matrix. */
    record Strip(long first, long width) {}

    /** Describes kernels. */
    private record Maker(Context context, Shape shape) {
        PrimitiveDescriptor result(Strip strip, boolean hasBias, Attributes attributes) {
            return context.engine()
                    .matrixProduct(
                            source(),
                            matrix(shape.type, shape.inputs, strip.width, 1, shape.inputs),
                            hasBias ? vector(strip) : null,
                            results(strip.width),
                            attributes);
        }

        PrimitiveDescriptor weightsGradient(Strip strip) {
            return product(
                    matrix(shape.type, strip.width, shape.rows, 1, shape.outputs),
                    source(),
                    matrix(DataType.F32, strip.width, shape.inputs, shape.inputs, 1));
        }

        PrimitiveDescriptor biasGradient(Strip strip) {
            return product(
                    matrix(shape.type, 1, shape.rows, shape.rows, 1),
                    results(strip.width),
                    vector(strip));
        }

        PrimitiveDescriptor sourceGradient(Strip strip) {
            return product(
                    results(shape.outputs),
                    matrix(shape.type, shape.outputs, strip.width, shape.inputs, 1),
                    matrix(shape.type, shape.rows, strip.width, shape.inputs, 1));
        }

        private PrimitiveDescriptor product(Descriptor one, Descriptor two, Descriptor result) {
            return context.engine().matrixProduct(one, two, null, result, context.attributes());
        }

        private Descriptor source() {
            return matrix(shape.type, shape.rows, shape.inputs, shape.inputs, 1);
        }

        private Descriptor results(long width) {
            return matrix(shape.type, shape.rows, width, shape.outputs, 1);
        }

        private Descriptor vector(Strip strip) {
            return matrix(DataType.F32, 1, strip.width, strip.width, 1);
        }

        private Descriptor matrix(
                DataType type, long rows, long columns, long rowStride, long columnStride) {
            return Descriptor.matrix(context.scope(), type, rows, columns, rowStride, columnStride);
        }
    }

    /**
     * Returns kernels that compute rightly, if there are any with AVX-512.
     *
     * @param attributes what follows the result
     * @param wantsSourceGradient whether the gradient of the inputs is wanted
     */
    static Optional<StripKernels> of(
            Context context,
            String layer,
            Shape shape,
            boolean hasBias,
            Attributes attributes,
            boolean wantsSourceGradient) {
        var maker = new Maker(context, shape);
        try {
            var kernels =
                    new StripKernels(
                            each(
                                    shape.ofOutputs,
                                    strip -> maker.result(strip, hasBias, attributes)),
                            each(shape.ofOutputs, maker::weightsGradient),
                            hasBias ? each(shape.ofOutputs, maker::biasGradient) : List.of(),
                            wantsSourceGradient
                                    ? each(shape.ofInputs, maker::sourceGradient)
                                    : List.of());
            return kernels.areRight(context, layer, shape, attributes.following())
                    ? Optional.of(kernels)
                    : Optional.empty();
        } catch (OneDnnException unsupported) {
            return Optional.empty();
        }
    }

    private static List<PrimitiveDescriptor> each(
            List<Strip> strips, Function<Strip, PrimitiveDescriptor> described) {
        return strips.stream().map(described).toList();
    }

    private boolean areRight(
            Context context, String layer, Shape shape, Optional<Eltwise> following) {
        var window = new ProductKernel.Inner().over(shape.rows, shape.inputs);
        Predicate<PrimitiveDescriptor> gradient =
                kernel -> isRight(context, layer, kernel, window, Optional.empty());
        return result.stream()
                        .allMatch(kernel -> isRight(context, layer, kernel, window, following))
                && weightsGradient.stream().allMatch(gradient)
                && biasGradient.stream().allMatch(gradient)
                && sourceGradient.stream().allMatch(gradient);
    }

    private static boolean isRight(
            Context context,
            String layer,
            PrimitiveDescriptor kernel,
            WindowGeometry window,
            Optional<Eltwise> function) {
        var trial = new KernelTrial(Part.MATRICES, kernel, window, function);
        return kernel.implementation().contains(AVX512) && context.trials().passes(trial, layer, 1);
    }
}
