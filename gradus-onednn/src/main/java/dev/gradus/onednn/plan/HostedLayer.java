package dev.gradus.onednn.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.memory.NativeTensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A layer computed in Java between calls of the library: its values are copied to arrays and back.
 */
public final class HostedLayer implements ArrayLayer.Pass, ExecutionPlanBuilder.Hosted {
    private final Context context;
    private final ArrayLayer.Function function;
    private final List<Parameter> trained;
    private final List<Statistic> measured;
    private final boolean measures;
    private final int rows;
    private final long seed;
    private final NativeTensor in;
    private final NativeTensor out;
    private final float[] input;
    private final float[] output;
    private final float[] outputGradients;
    private final float[] inputGradients;
    private final float[][] parameters;
    private final float[][] parameterGradients;
    private final float[][] statistics;
    private @Nullable NativeTensor outputGradient;
    private @Nullable NativeTensor inputGradient;
    private MemorySegment inMemory = MemorySegment.NULL;
    private MemorySegment outMemory = MemorySegment.NULL;
    private MemorySegment outputGradientMemory = MemorySegment.NULL;
    private MemorySegment inputGradientMemory = MemorySegment.NULL;
    private long step;
    private int firstExample;

    /** Collects the layers that are computed in Java, to be told which examples they are given. */
    @FunctionalInterface
    public interface Collector {
        void add(HostedLayer layer);
    }

    private HostedLayer(Context context, Node node, ArrayLayer layer, LoweredPart before) {
        this.context = context;
        rows = (int) before.result().rows();
        seed = context.seed();
        function = layer.function(node, rows);
        trained = node.parameters();
        measured = node.statistics();
        measures = context.measures(node);
        for (Parameter parameter : trained) {
            long[] extents =
                    parameter.dimensions().stream().mapToLong(Integer::longValue).toArray();
            context.parameters()
                    .elect(parameter, Descriptor.plain(context.scope(), DataType.F32, extents));
        }
        in = context.plainly(before.result(), node.input());
        out = context.plan().tensor(context.plain(DataType.F32, rows, node.output()));
        boolean training = context.isTraining();
        input = new float[Math.multiplyExact(rows, node.input().size())];
        output = new float[Math.multiplyExact(rows, node.output().size())];
        outputGradients = new float[training ? output.length : 0];
        inputGradients = new float[training && before.trained() ? input.length : 0];
        parameters = arrays(trained.stream().map(Parameter::size).toList());
        parameterGradients =
                training ? arrays(trained.stream().map(Parameter::size).toList()) : new float[0][];
        statistics = arrays(measured.stream().map(Statistic::size).toList());
    }

    private static float[][] arrays(List<Integer> sizes) {
        return sizes.stream().map(float[]::new).toArray(float[][]::new);
    }

    /** Lowers a layer. */
    public static LoweredPart lower(
            Context context, Node node, ArrayLayer layer, LoweredPart before, Collector hosted) {
        var lowered = new HostedLayer(context, node, layer, before);
        hosted.add(lowered);
        return lowered.stage(node, before);
    }

    private LoweredPart stage(Node node, LoweredPart before) {
        ExecutionPlanBuilder plan = context.plan();
        plan.host(this);
        plan.touch(in);
        plan.touch(out);
        plan.hostCall(this::forward);
        return new LoweredPart(
                out,
                before.trained() || !trained.isEmpty(),
                gradient -> {
                    NativeTensor given = context.plainly(gradient, node.output());
                    outputGradient = given;
                    plan.touch(given);
                    if (before.trained()) {
                        inputGradient = plan.tensor(in.descriptor());
                        plan.touch(inputGradient);
                    }
                    plan.hostCall(this::backward);
                    return inputGradient;
                });
    }

    /** A layer's function is its author's, and computes on one thread. */
    @Override
    public void settle(Function<NativeTensor, MemorySegment> places, Team team) {
        inMemory = places.apply(in);
        outMemory = places.apply(out);
        if (outputGradient != null) {
            outputGradientMemory = places.apply(outputGradient);
        }
        if (inputGradient != null) {
            inputGradientMemory = places.apply(inputGradient);
        }
    }

    /** Sets the next examples. */
    void begin(long step, int firstExample) {
        this.step = step;
        this.firstExample = firstExample;
    }

    private boolean forward() {
        MemorySegment.copy(inMemory, JAVA_FLOAT, 0, input, 0, input.length);
        for (int p = 0; p < parameters.length; p++) {
            context.parameters().readPlain(trained.get(p), parameters[p]);
        }
        for (int s = 0; s < statistics.length; s++) {
            MemorySegment kept = context.parameters().memory(measured.get(s));
            MemorySegment.copy(kept, JAVA_FLOAT, 0, statistics[s], 0, statistics[s].length);
        }
        function.forward(this);
        MemorySegment.copy(output, 0, outMemory, JAVA_FLOAT, 0, output.length);
        return !NonFiniteValues.hasAny(output, 0, output.length);
    }

    private boolean backward() {
        MemorySegment.copy(
                outputGradientMemory, JAVA_FLOAT, 0, outputGradients, 0, outputGradients.length);
        for (float[] gradient : parameterGradients) {
            Arrays.fill(gradient, 0);
        }
        function.backward(this);
        for (int p = 0; p < parameters.length; p++) {
            context.parameters().writeGradient(trained.get(p), parameterGradients[p]);
        }
        MemorySegment.copy(
                inputGradients, 0, inputGradientMemory, JAVA_FLOAT, 0, inputGradients.length);
        return !NonFiniteValues.hasAny(inputGradients, 0, inputGradients.length);
    }

    /** Keeps the statistics that the last forward pass of training changed, unless frozen. */
    void updateStatistics() {
        if (!measures) {
            return;
        }
        for (int s = 0; s < statistics.length; s++) {
            MemorySegment kept = context.parameters().memory(measured.get(s));
            MemorySegment.copy(statistics[s], 0, kept, JAVA_FLOAT, 0, statistics[s].length);
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isTraining() {
        return context.isTraining();
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public int firstExample() {
        return firstExample;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public float[] input() {
        return input;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public float[] outputGradient() {
        return outputGradients;
    }

    @Override
    public float[] inputGradient() {
        return inputGradients;
    }

    @Override
    public float[] parameter(int number) {
        return parameters[number];
    }

    @Override
    public float[] parameterGradient(int number) {
        return parameterGradients[number];
    }

    @Override
    public float[] statistic(int number) {
        return statistics[number];
    }
}
