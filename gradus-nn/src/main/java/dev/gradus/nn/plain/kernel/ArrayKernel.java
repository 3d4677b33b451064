package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import java.util.List;

/** A layer that is computed over arrays. */
public final class ArrayKernel implements Kernel, ArrayLayer.Pass {
    private final Slice slice;
    private final long seed;
    private final ArrayLayer.Function function;
    private final Values in;
    private final Values out;
    private final List<Trained> parameters;
    private final List<float[]> statistics;

    /** The statistics themselves, if the layer is frozen: then it is given copies. */
    private final List<float[]> frozen;

    public ArrayKernel(Setting setting, Node node, ArrayLayer layer, Values in, Values out) {
        slice = setting.slice();
        seed = setting.seed();
        this.in = in;
        this.out = out;
        function = layer.function(node, setting.memory().sliceSize());
        Store store = setting.store();
        parameters = node.parameters().stream().map(store::of).toList();
        List<float[]> kept = node.statistics().stream().map(store::of).toList();
        frozen = setting.frozen().test(node) ? kept : List.of();
        statistics = frozen.isEmpty() ? kept : kept.stream().map(float[]::clone).toList();
    }

    @Override
    public void forward() {
        for (int s = 0; s < frozen.size(); s++) {
            System.arraycopy(frozen.get(s), 0, statistics.get(s), 0, frozen.get(s).length);
        }
        function.forward(this);
    }

    @Override
    public void backward() {
        function.backward(this);
    }

    @Override
    public int rows() {
        return slice.rows();
    }

    @Override
    public boolean isTraining() {
        return slice.isTraining();
    }

    @Override
    public long step() {
        return slice.step();
    }

    @Override
    public int firstExample() {
        return slice.first();
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public float[] input() {
        return in.data;
    }

    @Override
    public float[] output() {
        return out.data;
    }

    @Override
    public float[] outputGradient() {
        return out.gradient;
    }

    @Override
    public float[] inputGradient() {
        return in.gradient;
    }

    @Override
    public float[] parameter(int number) {
        return parameters.get(number).values;
    }

    @Override
    public float[] parameterGradient(int number) {
        return parameters.get(number).gradient;
    }

    @Override
    public float[] statistic(int number) {
        return statistics.get(number);
    }
}
