package dev.gradus.onednn.memory;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.Buffer.Lifetime;
import dev.gradus.onednn.memory.NativeTensor.Sharing;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parameters, their gradients and statistics: the memory that all plans share and that lasts from
 * step to step. For inference there are no gradients.
 *
 * <p>The first plan that uses a parameter chooses its layout, for training always in float32.
 * Values and gradients each fill an arena of their own, in the same order, so an update walks them
 * in parallel. Padding of a layout is zero and stays zero.
 */
public final class ParameterStore {
    private static final long ALIGNMENT = 64;

    private final Scope scope;
    private final Propagation purpose;
    private final List<Parameter> parameters;
    private final List<Statistic> measured;
    private final Map<String, Trained> trained = new HashMap<>();
    private final Map<String, Kept> statistics = new HashMap<>();
    private final Kept[] inOrder;
    private final long[] offsets;
    private MemorySegment values = MemorySegment.NULL;
    private MemorySegment gradients = MemorySegment.NULL;

    /** A parameter and its gradient. */
    private record Trained(NativeTensor value, NativeTensor gradient) {}

    /** A statistic in memory of its own. */
    private record Kept(NativeTensor tensor, MemorySegment memory, MemorySegment aside) {
        private Kept(Statistic statistic, Scope scope, Propagation purpose) {
            this(
                    lasting(
                            statistic.name(),
                            Descriptor.plain(scope, DataType.F32, statistic.size())),
                    scope.allocate((long) statistic.size() * Float.BYTES),
                    purpose == Propagation.TRAINING
                            ? scope.allocate((long) statistic.size() * Float.BYTES)
                            : MemorySegment.NULL);
            tensor.buffer().place(memory.address());
        }
    }

    public ParameterStore(Network network, Scope scope, Propagation purpose) {
        this.scope = scope;
        this.purpose = purpose;
        this.measured = network.statistics();
        this.parameters = network.parameters();
        this.offsets = new long[parameters.size() + 1];
        for (Statistic statistic : measured) {
            statistics.put(statistic.name(), new Kept(statistic, scope, purpose));
        }
        inOrder = statistics.values().toArray(Kept[]::new);
    }

    private ParameterStore(ParameterStore shared) {
        scope = shared.scope;
        purpose = shared.purpose;
        measured = shared.measured;
        parameters = shared.parameters;
        offsets = shared.offsets;
        statistics.putAll(shared.statistics);
        inOrder = shared.inOrder;
        values = shared.values;
        shared.trained.forEach((name, known) ->
                trained.put(
                        name,
                        new Trained(known.value, lasting(name, known.gradient.descriptor()))));
        allocateGradients();
    }

    /**
     * Returns the same parameters and statistics with gradients of their own, once {@link #settle}
     * has allocated their memory.
     */
    public ParameterStore withOwnGradients() {
        return new ParameterStore(this);
    }

    /** Returns whether parameters are kept for training, in float32 whatever computes. */
    public boolean isForTraining() {
        return purpose == Propagation.TRAINING;
    }

    /** Returns the layout of a parameter, once it is decided. */
    public Optional<Descriptor> layout(Parameter parameter) {
        return Optional.ofNullable(trained.get(parameter.name()))
                .map(known -> known.value.descriptor());
    }

    /** Decides the layout of a parameter, unless already decided. */
    public void elect(Parameter parameter, Descriptor layout) {
        trained.computeIfAbsent(
                parameter.name(),
                name -> new Trained(lasting(name, layout), lasting(name, layout)));
    }

    /** Returns a parameter whose layout is decided. */
    public NativeTensor value(Parameter parameter) {
        return known(trained, parameter.name()).value;
    }

    /** Returns the gradient of a parameter whose layout is decided. */
    public NativeTensor gradient(Parameter parameter) {
        return known(trained, parameter.name()).gradient;
    }

    private static <T> T known(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    /** Copies a parameter stored in logical order to an array. */
    public void readPlain(Parameter parameter, float[] to) {
        MemorySegment.copy(values, JAVA_FLOAT, place(parameter), to, 0, to.length);
    }

    /** Copies an array to the gradient of a parameter stored in logical order. */
    public void writeGradient(Parameter parameter, float[] from) {
        MemorySegment.copy(from, 0, gradients, JAVA_FLOAT, place(parameter), from.length);
    }

    /** Returns the offset of a parameter in both arenas. */
    private long place(Parameter parameter) {
        return value(parameter).buffer().address() - values.address();
    }

    /** Returns a parameter or a statistic. */
    public NativeTensor of(StateEntry entry) {
        return switch (entry.kind()) {
            case PARAMETER -> value(parameters.get(entry.owner()));
            case STATISTIC -> statistic(measured.get(entry.owner()));
            case SLOT, NUMBER ->
                    throw new IllegalArgumentException(
                            entry.name() + " is kept by the optimizer, elsewhere");
        };
    }

    /** Returns a statistic as kernels see it. */
    public NativeTensor statistic(Statistic statistic) {
        return known(statistics, statistic.name()).tensor;
    }

    /** Returns a statistic's memory. */
    public MemorySegment memory(Statistic statistic) {
        return known(statistics, statistic.name()).memory;
    }

    /** Saves the statistics for {@link #restoreStatistics}. */
    public void keepStatistics() {
        for (Kept each : inOrder) {
            each.aside.copyFrom(each.memory);
        }
    }

    /** Restores the saved statistics. */
    public void restoreStatistics() {
        for (Kept each : inOrder) {
            each.memory.copyFrom(each.aside);
        }
    }

    /** Allocates memory for all parameters, once every layout is decided. */
    public void settle() {
        for (int p = 0; p < parameters.size(); p++) {
            long bytes = value(parameters.get(p)).buffer().bytes();
            offsets[p + 1] = offsets[p] + Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        }
        values = scope.allocate(offsets[parameters.size()]);
        place(values, this::value);
        if (purpose == Propagation.TRAINING) {
            allocateGradients();
        }
    }

    private void allocateGradients() {
        gradients = scope.allocate(offsets[parameters.size()]);
        place(gradients, this::gradient);
    }

    /** Returns a copy of all gradients, as they lie in memory. */
    public float[] gradients() {
        return gradients.toArray(JAVA_FLOAT);
    }

    private void place(MemorySegment arena, Function<Parameter, NativeTensor> tensors) {
        for (int p = 0; p < parameters.size(); p++) {
            tensors.apply(parameters.get(p)).buffer().place(arena.address() + offsets[p]);
        }
    }

    /** Returns the memory of all values. */
    MemorySegment valueArena() {
        return values;
    }

    /** Returns the memory of all gradients. */
    MemorySegment gradientArena() {
        return gradients;
    }

    /** Returns other memory with the layout of a parameter. */
    NativeTensor laidOutAs(int number, MemorySegment memory) {
        Parameter parameter = parameters.get(number);
        NativeTensor tensor = lasting(parameter.name(), value(parameter).descriptor());
        tensor.buffer().place(memory.address());
        return tensor;
    }

    /** Returns the offset of a parameter in each arena, in values. */
    long offset(int number) {
        return offsets[number] / Float.BYTES;
    }

    /** Returns how many values a parameter takes in each arena, including padding. */
    int length(int number) {
        return Math.toIntExact(value(parameters.get(number)).buffer().bytes() / Float.BYTES);
    }

    private static NativeTensor lasting(String owner, Descriptor layout) {
        return new NativeTensor(
                layout, new Buffer(owner, Lifetime.LASTING, layout.bytes()), Sharing.KEPT);
    }
}
