package dev.gradus.onednn.plan;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Algorithm;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the lowering of every layer uses.
 *
 * @param plan takes the calls
 * @param parameters where parameters are stored
 * @param trials tries kernels
 * @param propagation training or inference
 * @param type the number type of activations
 * @param seed the program's seed
 * @param frozen which layers keep their statistics in training
 * @param threads how many threads compute a layer
 * @param inStrips which dense layers are worth computing in strips
 */
public record Context(
        ExecutionPlanBuilder plan,
        ParameterStore parameters,
        KernelTrials trials,
        Propagation propagation,
        DataType type,
        long seed,
        Predicate<Node> frozen,
        ToIntFunction<Node> threads,
        Predicate<Node> inStrips) {
    public Engine engine() {
        return plan.engine();
    }

    public Scope scope() {
        return plan.scope();
    }

    public boolean isTraining() {
        return propagation == Propagation.TRAINING;
    }

    /** Returns whether a layer changes its statistics. */
    public boolean measures(Node node) {
        return isTraining() && !frozen.test(node);
    }

    /** Returns how many threads compute a layer. */
    public int threads(Node node) {
        return threads.applyAsInt(node);
    }

    /** Returns whether each thread should compute a strip of a dense layer alone. */
    public boolean isInStrips(Node node) {
        return isTraining() && inStrips.test(node);
    }

    /** Returns extents of which the kernel chooses the order. */
    public Descriptor any(DataType type, long... extents) {
        return Descriptor.any(scope(), type, extents);
    }

    /**
     * Returns examples of a shape, densely packed; a sequence is stored as an image with one row.
     */
    public Descriptor plain(DataType type, long rows, Shape shape) {
        long[] extents =
                LongStream.concat(
                                LongStream.of(rows),
                                shape.asImage().dimensions().stream().mapToLong(Integer::longValue))
                        .toArray();
        return Descriptor.plain(scope(), type, extents);
    }

    /** Returns values of a shape as float32, densely packed. */
    NativeTensor plainly(NativeTensor values, Shape shape) {
        Descriptor wanted = plain(DataType.F32, values.rows(), shape);
        return plan.ordered(reshaped(values, wanted), wanted);
    }

    /** Returns attributes that ask for nothing more. */
    public Attributes attributes() {
        return Attributes.none(scope());
    }

    /** Returns a vector of float32 for each parameter that is a vector, null otherwise. */
    public @Nullable Descriptor vector(@Nullable Parameter parameter) {
        return parameter == null ? null : Descriptor.plain(scope(), DataType.F32, parameter.size());
    }

    /** Returns a parameter that is a vector. */
    public NativeTensor vectorValue(Parameter parameter) {
        parameters.elect(parameter, Descriptor.plain(scope(), DataType.F32, parameter.size()));
        return parameters.value(parameter);
    }

    /** Returns values as rows and columns. */
    public NativeTensor matrix(NativeTensor tensor) {
        long[] extents = tensor.descriptor().extents();
        if (extents.length == 2) {
            return tensor;
        }
        NativeTensor plain = plan.plain(tensor);
        long columns = Arrays.stream(extents).skip(1).reduce(1, Math::multiplyExact);
        return plain.as(Descriptor.plain(scope(), plain.descriptor().type(), extents[0], columns));
    }

    /** Returns values with other extents that hold as many values in the same logical order. */
    public NativeTensor reshaped(NativeTensor tensor, Descriptor wanted) {
        if (Arrays.equals(tensor.descriptor().extents(), wanted.extents())) {
            return tensor;
        }
        DataType given = tensor.descriptor().type();
        NativeTensor plain = plan.ordered(tensor, tensor.descriptor().plain(given));
        return plain.as(Descriptor.plain(scope(), given, wanted.extents()));
    }

    /**
     * Returns the sum or product of two tensors, in the layout of the first, and in its memory if
     * it may be overwritten.
     */
    public NativeTensor combine(
            Algorithm algorithm, NativeTensor first, NativeTensor second, Attributes attributes) {
        Descriptor order = first.descriptor();
        var call =
                plan.call(
                                engine().binary(
                                                algorithm,
                                                order,
                                                second.descriptor().any(),
                                                order,
                                                attributes))
                        .read(Argument.SOURCE, first)
                        .read(Argument.SOURCE_1, second);
        NativeTensor result =
                first.isFree()
                        ? call.overwrite(Argument.RESULT, first)
                        : call.write(Argument.RESULT);
        call.add();
        return result;
    }
}
