package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightAverage;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of the model: those that are validated, kept as the best, saved and exported. They are
 * those in training, or an average of the weights, with the statistics of batch normalizations
 * measured anew for it. Training does not depend on them.
 */
final class ModelValues {
    private final Program program;
    private final Evaluator evaluator;
    private final Dataset train;
    private final @Nullable WeightAverage average;

    /** An optimizer that keeps its own average. */
    private final @Nullable ScheduleFree own;

    /** The step whose update is the first in the average; empty while there is none. */
    private OptionalLong begun = OptionalLong.empty();

    /** The average at this step, once it was computed. */
    private @Nullable TrainedValues newest;

    /**
     * @param train what statistics are measured on
     */
    ModelValues(Program program, Evaluator evaluator, Dataset train) {
        this.program = program;
        this.evaluator = evaluator;
        this.train = train;
        average = program.options().average().orElse(null);
        own = program.options().optimizer() instanceof ScheduleFree free ? free : null;
    }

    /** Prepares for the update of a step; {@code steps} is the length of the run. */
    void beforeUpdate(long step, long steps) {
        newest = null;
        if (average == null) {
            return;
        }
        if (!average.covers(step, steps)) {
            begun = OptionalLong.empty();
        } else if (begun.isEmpty()) {
            begun = OptionalLong.of(step);
        }
        program.averageShare(begun.isPresent() ? average.share(step - begun.getAsLong()) : 0);
    }

    /** {@return the step the average begins with, once there is one} */
    OptionalLong begun() {
        return begun;
    }

    /** Restores where the average began, or begins it anew if the weights are set from outside. */
    void begin(OptionalLong at) {
        begun = at;
        newest = null;
    }

    /**
     * {@return the values of the model}
     *
     * @param step how many updates are done
     */
    TrainedValues at(long step) {
        return average(step)
                .orElseGet(() -> new TrainedValues(StateValues.ofModel(program), Optional.empty()));
    }

    /**
     * {@return whether computing the values of the model takes a pass over the data}
     *
     * @param step how many updates are done
     */
    boolean takesAPass(long step) {
        return (own != null || average != null)
                && newest == null
                && hasAverage(step)
                && NormStatistics.areIn(program);
    }

    private Optional<TrainedValues> average(long step) {
        Object averages = own != null ? own : average;
        if (averages == null || !hasAverage(step)) {
            return Optional.empty();
        }
        if (newest == null) {
            newest = new TrainedValues(computed(), Optional.of(averages.toString()));
        }
        return Optional.of(newest);
    }

    private boolean hasAverage(long step) {
        return average == null
                ? program.updates() > 0
                : begun.isPresent() && average.count(step - begun.getAsLong()) > 0;
    }

    /** Measures data with the values of the model. */
    Map<String, Double> measure(long step, Dataset data) {
        return average(step)
                .map(model -> measure(model.values(), data, (_, _) -> {}))
                .orElseGet(() -> evaluator.measure(data));
    }

    private StateValues computed() {
        StateValues trained = StateValues.ofModel(program);
        try {
            writeAverage();
            NormStatistics.measure(program, train);
            return StateValues.ofModel(program);
        } finally {
            trained.writeTo(program);
        }
    }

    private void writeAverage() {
        if (own != null) {
            writeOwnAverage(own);
            return;
        }
        var parameters = program.network().parameters();
        for (StateEntry entry : program.state()) {
            if (entry.isAverage()) {
                float[] values = new float[entry.size()];
                program.read(entry, values);
                program.write(parameter(parameters.get(entry.owner()).name()), values);
            }
        }
    }

    private void writeOwnAverage(ScheduleFree optimizer) {
        eachBase(
                optimizer,
                (weight, base) -> {
                    float[] weights = new float[weight.size()];
                    float[] bases = new float[base.size()];
                    program.read(weight, weights);
                    program.read(base, bases);
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = optimizer.average(weights[i], bases[i]);
                    }
                    program.write(weight, weights);
                });
    }

    /** Resets the point from which an optimizer computes the weights to the current weights. */
    void beginAtWeights() {
        if (own != null) {
            eachBase(
                    own,
                    (weight, base) -> {
                        float[] weights = new float[weight.size()];
                        program.read(weight, weights);
                        program.write(base, weights);
                    });
        }
        if (program.options().optimizer() instanceof RateFree.DAdaptSgd) {
            DualWeights.of(program).move();
        }
    }

    private void eachBase(ScheduleFree optimizer, BiConsumer<StateEntry, StateEntry> change) {
        var parameters = program.network().parameters();
        for (StateEntry entry : program.state()) {
            if (entry.kind() == StateEntry.Kind.SLOT && entry.slot() == optimizer.base()) {
                change.accept(parameter(parameters.get(entry.owner()).name()), entry);
            }
        }
    }

    private StateEntry parameter(String name) {
        return StateEntry.find(program.state(), StateEntry.Kind.PARAMETER, name);
    }

    /** Measures data with these values, and then restores those in training. */
    Map<String, Double> measure(StateValues values, Dataset data, Evaluator.Watcher watcher) {
        StateValues trained = StateValues.ofModel(program);
        values.writeTo(program);
        try {
            return evaluator.measure(data, watcher);
        } finally {
            trained.writeTo(program);
        }
    }
}
