package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Optimizer.Momentum;
import dev.gradus.nn.Optimizer.Nesterov;
import dev.gradus.nn.Optimizer.Sgd;
import dev.gradus.nn.Parameter;
import dev.gradus.nn.Precision;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Everything that can be seen of a program while an experiment is made with it. */
final class Trace {
    private static final double RATE = 0.01;
    private static final double GRADIENT_SCALE = 0.9;

    /**
     * How small a share of all of the gradient may be a rounding. Most optimizers divide a gradient
     * by its own size, so what they make of it may be anything.
     */
    private static final Map<Precision, Double> NOISE =
            Map.of(Precision.F32, 2e-5, Precision.BF16, 1e-3);

    private static final BitSet NONE = new BitSet();

    private final Experiment experiment;
    private final Program program;
    private final double noise;
    private final List<BitSet> undecided;
    private final List<Observation> observations = new ArrayList<>();

    /** What is seen. */
    enum Quantity {
        OUTPUTS,
        LOSS,
        GRADIENT,
        NORM,
        PARAMETER,
        SLOT,
        STATISTIC
    }

    /**
     * Some values at a moment.
     *
     * @param quantity what they are
     * @param when the moment, and which of them they are
     * @param values the values
     * @param scale what a value that should be 0 is small against
     * @param undecided the values that depend on the sign or size of a mere rounding
     */
    record Observation(
            Quantity quantity, String when, List<Float> values, double scale, BitSet undecided) {}

    private Trace(Experiment experiment, Program program) {
        this.experiment = experiment;
        this.program = program;
        this.noise =
                switch (experiment.options().optimizer()) {
                    case Sgd sgd -> 0;
                    case Momentum momentum -> 0;
                    case Nesterov nesterov -> 0;
                    default -> NOISE.get(experiment.options().precision());
                };
        this.undecided =
                experiment.network().parameters().stream().map(each -> new BitSet()).toList();
    }

    /** Makes an experiment with a fresh program. */
    static List<Observation> of(Experiment experiment, Program program) {
        return of(experiment, program, Shaking.NONE);
    }

    /** Makes an experiment with a fresh program, all that goes in shaken a little. */
    static List<Observation> of(Experiment experiment, Program program, Shaking shaking) {
        var trace = new Trace(experiment, program);
        trace.shakeParameters(shaking);
        trace.make(shaking);
        return trace.observations;
    }

    private void shakeParameters(Shaking shaking) {
        for (StateEntry entry : program.state()) {
            if (shaking.moves() && entry.kind() == StateEntry.Kind.PARAMETER) {
                float[] values = read(entry);
                shaking.shake(values);
                program.write(entry, values);
            }
        }
    }

    private void make(Shaking shaking) {
        evaluate("before training", shaking);
        for (int step = 0; step < experiment.batches().size(); step++) {
            String when = "in step " + (step + 1);
            Batch batch = experiment.batch(experiment.batches().get(step), step);
            shaking.shake(batch.inputs());
            double loss = program.forwardBackward(batch, step);
            see(Quantity.LOSS, when, 1, (float) loss);
            if (!experiment.inputs().areFinite()) {
                return;
            }
            update(when);
            evaluate("after step " + (step + 1), shaking);
        }
    }

    private void update(String when) {
        List<float[]> gradients = new ArrayList<>();
        double squares = 0;
        for (Parameter parameter : experiment.network().parameters()) {
            float[] gradient = new float[parameter.size()];
            program.readGradient(parameter, gradient);
            gradients.add(gradient);
            double length = Closeness.length(Closeness.widened(gradient, gradient.length));
            squares += length * length;
        }
        double scale = Math.sqrt(squares);
        for (int p = 0; p < gradients.size(); p++) {
            String name = experiment.network().parameters().get(p).name();
            see(Quantity.GRADIENT, "of " + name + " " + when, 30 * scale, gradients.get(p));
            addUndecided(gradients.get(p), noise * scale, undecided.get(p));
        }
        double norm = program.gradientNorm();
        see(Quantity.NORM, when, 1, (float) norm);
        var optimizer = experiment.options().optimizer();
        program.update(
                RATE,
                optimizer.momentum().orElse(0),
                optimizer.weightDecay().amount(),
                GRADIENT_SCALE);
        seeState(when, norm);
    }

    private static void addUndecided(float[] gradient, double limit, BitSet undecided) {
        for (int i = 0; i < gradient.length && limit > 0; i++) {
            if (Math.abs(gradient[i]) <= limit) {
                undecided.set(i);
            }
        }
    }

    private void seeState(String when, double norm) {
        for (StateEntry entry : program.state()) {
            String what = entry.name() + " " + when;
            float[] values = read(entry);
            switch (entry.kind()) {
                case PARAMETER -> see(Quantity.PARAMETER, what, 1, values, undecided(entry));
                case SLOT -> {
                    double scale = slotScale(entry, norm);
                    see(Quantity.SLOT, what, scale, values, undecided(entry));
                }
                case STATISTIC -> see(Quantity.STATISTIC, what, 1, values);
            }
        }
    }

    private BitSet undecided(StateEntry entry) {
        return (BitSet) undecided.get(entry.owner()).clone();
    }

    /** A momentum may be 0 but for noise, as that of a bias before a batchNorm. */
    private static double slotScale(StateEntry entry, double norm) {
        return entry.name().endsWith("/momentum") ? norm : norm * norm / 100;
    }

    private void evaluate(String when, Shaking shaking) {
        Batch batch = experiment.batch(experiment.evaluated(), -1);
        shaking.shake(batch.inputs());
        float[] outputs = new float[batch.size() * experiment.network().output().size()];
        program.evaluate(batch, outputs);
        see(Quantity.OUTPUTS, when, 1, outputs);
    }

    private float[] read(StateEntry entry) {
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }

    private void see(Quantity quantity, String when, double scale, float... values) {
        see(quantity, when, scale, values, NONE);
    }

    private void see(Quantity quantity, String when, double scale, float[] values, BitSet without) {
        var list = new ArrayList<Float>(values.length);
        for (float value : values) {
            list.add(value);
        }
        observations.add(new Observation(quantity, when, list, scale, without));
    }
}
