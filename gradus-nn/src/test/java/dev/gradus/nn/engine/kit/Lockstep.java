package dev.gradus.nn.engine.kit;

import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.StateEntry.Kind;
import dev.gradus.nn.engine.kit.Comparison.Quantity;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes an experiment with a program, and every part of it in plain Java too, which is given the
 * program's state before each: no rounding of one part is left to grow in the next.
 */
final class Lockstep {
    private static final double RATE = 0.01;
    private static final double GRADIENT_SCALE = 0.9;

    private final Experiment experiment;
    private final Program program;
    private final Program plain;
    private final Optional<InferenceProgram> inference;
    private final List<Comparison> comparisons = new ArrayList<>();

    private Lockstep(
            Experiment experiment,
            Program program,
            Program plain,
            Optional<InferenceProgram> inference) {
        this.experiment = experiment;
        this.program = program;
        this.plain = plain;
        this.inference = inference;
    }

    /**
     * Makes an experiment with two fresh programs.
     *
     * @param inference a program for inference that is given the state of the first wherever
     *     outputs are compared
     */
    static List<Comparison> of(
            Experiment experiment,
            Program program,
            Program plain,
            Optional<InferenceProgram> inference) {
        var lockstep = new Lockstep(experiment, program, plain, inference);
        lockstep.compareBeginning();
        lockstep.evaluate("before training");
        for (int step = 0; step < experiment.batches().size(); step++) {
            lockstep.train(step);
            lockstep.evaluate("after step " + (step + 1));
        }
        return List.copyOf(lockstep.comparisons);
    }

    private void compareBeginning() {
        for (StateEntry entry : program.state()) {
            String what = entry.name() + " before training";
            comparisons.add(
                    Comparison.same(
                            Quantity.PARAMETER, what, read(program, entry), read(plain, entry)));
        }
    }

    /** Gives plain Java the program's state, and returns it by name. */
    private Map<String, float[]> share() {
        var state = new HashMap<String, float[]>();
        for (StateEntry entry : program.state()) {
            float[] values = read(program, entry);
            plain.write(entry, values);
            state.put(entry.name(), values);
        }
        plain.updates(program.updates());
        return state;
    }

    private static float[] read(Program program, StateEntry entry) {
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }

    private void evaluate(String when) {
        Map<String, float[]> state = share();
        Batch batch = experiment.batch(experiment.evaluated(), -1);
        int count = batch.size() * experiment.network().output().size();
        float[] actual = new float[count];
        float[] expected = new float[count];
        program.evaluate(batch, actual);
        plain.evaluate(batch, expected);
        var judges = judges(rounding -> NaiveStep.inference(experiment, state, batch, rounding));
        comparisons.add(
                Comparison.judged(
                        Quantity.OUTPUTS, when, actual, expected, judges, NaiveStep.OUTPUTS));
        if (inference.isPresent()) {
            float[] alone = evaluated(inference.get(), state, batch, count);
            comparisons.add(
                    Comparison.judged(
                            Quantity.OUTPUTS,
                            when + ", compiled for inference",
                            alone,
                            expected,
                            judges,
                            NaiveStep.OUTPUTS));
        }
    }

    private static float[] evaluated(
            InferenceProgram program, Map<String, float[]> state, Batch batch, int count) {
        for (StateEntry entry : program.state()) {
            program.write(entry, state.get(entry.name()));
        }
        float[] outputs = new float[count];
        program.evaluate(batch, outputs);
        return outputs;
    }

    private void train(int step) {
        String when = "in step " + (step + 1);
        Map<String, float[]> state = share();
        Batch batch = experiment.batch(experiment.batches().get(step), step);
        var judges =
                judges(rounding -> NaiveStep.training(experiment, state, batch, step, rounding));
        double loss = program.forwardBackward(batch, step);
        double expectedLoss = plain.forwardBackward(batch, step);
        see(Quantity.LOSS, when, loss, expectedLoss, judges, NaiveStep.LOSS);
        var gradients = new ArrayList<float[]>();
        for (Parameter parameter : experiment.network().parameters()) {
            float[] gradient = gradient(program, parameter);
            gradients.add(gradient);
            comparisons.add(
                    Comparison.judged(
                            Quantity.GRADIENT,
                            "of " + parameter.name() + " " + when,
                            gradient,
                            gradient(plain, parameter),
                            judges,
                            parameter.name()));
        }
        double norm = program.gradientNorm();
        see(Quantity.NORM, when, norm, plain.gradientNorm(), judges, NaiveStep.NORM);
        seeStatistics(when, judges);
        update(when, new ExpectedUpdate(experiment, state, gradients, program.updates()));
    }

    private static float[] gradient(Program program, Parameter parameter) {
        float[] gradient = new float[parameter.size()];
        program.readGradient(parameter, gradient);
        return gradient;
    }

    private void seeStatistics(String when, Judges judges) {
        for (StateEntry entry : program.state()) {
            if (entry.kind() == Kind.STATISTIC) {
                comparisons.add(
                        Comparison.judged(
                                Quantity.STATISTIC,
                                entry.name() + " " + when,
                                read(program, entry),
                                read(plain, entry),
                                judges,
                                entry.name()));
            }
        }
    }

    /**
     * What an optimizer makes of a gradient is compared for the program's own gradient: most divide
     * it by its size and make anything of a rounding.
     */
    private void update(String when, ExpectedUpdate expected) {
        var optimizer = experiment.options().optimizer();
        double momentum = optimizer.momentum().orElse(0);
        double decay = optimizer.weightDecay().amount();
        program.update(RATE, momentum, decay, GRADIENT_SCALE);
        expected.make(RATE, momentum, decay, GRADIENT_SCALE);
        for (StateEntry entry : program.state()) {
            if (entry.kind() == Kind.PARAMETER || entry.kind() == Kind.SLOT) {
                var quantity = entry.kind() == Kind.SLOT ? Quantity.SLOT : Quantity.PARAMETER;
                String what = entry.name() + " " + when;
                comparisons.add(
                        Comparison.same(
                                quantity, what, read(program, entry), expected.values(entry)));
            }
        }
    }

    private Judges judges(Function<Rounding, Map<String, double[]>> computation) {
        return new Judges(experiment.options().precision(), computation);
    }

    private void see(
            Quantity quantity,
            String when,
            double actual,
            double expected,
            Judges judges,
            String result) {
        float[] one = {(float) actual};
        float[] other = {(float) expected};
        comparisons.add(Comparison.judged(quantity, when, one, other, judges, result));
    }
}
