package dev.gradus.nn.check;

import dev.gradus.nn.Network;
import dev.gradus.nn.check.GradientReport.Change;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A network with particular parameters and inputs, at which it is differentiated. */
final class Perturbation implements AutoCloseable {
    private static final long STEP = 3;
    private static final double SPREAD = 0.2;

    private final Network network;
    private final Program program;
    private final CheckedExamples examples;
    private final Objective objective;
    private final List<Change> changes = new ArrayList<>();
    private final List<float[]> point = new ArrayList<>();
    private final List<float[]> statistics = new ArrayList<>();

    Perturbation(Network network, Optional<Loss> loss, Target target, long seed, Backend backend) {
        this.network = network;
        examples = new CheckedExamples(network, loss, target, seed);
        objective = Objective.of(network, loss, examples);
        var options =
                ProgramOptions.of(
                        loss.orElseGet(Losses::quadratic),
                        Optimizers.sgd(),
                        GradientCheck.SLICE,
                        seed);
        program = backend.compile(network, options);
        for (int p = 0; p < network.parameters().size(); p++) {
            float[] values = read(program.state().get(p));
            examples.spread(values, p, SPREAD);
            point.add(values);
        }
        statistics().forEach(entry -> statistics.add(read(entry)));
    }

    private List<StateEntry> statistics() {
        return program.state().stream()
                .filter(entry -> entry.kind() == StateEntry.Kind.STATISTIC)
                .toList();
    }

    private float[] read(StateEntry entry) {
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }

    /** Computes outputs in training, from the same statistics every time. */
    private float[] forward(Batch batch) {
        List<StateEntry> entries = statistics();
        for (int i = 0; i < entries.size(); i++) {
            program.write(entries.get(i), statistics.get(i));
        }
        return program.forward(batch, STEP);
    }

    GradientReport report(int samples) {
        passElsewhere();
        List<float[]> first = pass(examples.batch());
        float[] outputs = first.getFirst();
        objective.begin(outputs);
        var measured = new ArrayList<Comparison>();
        double whole = largest(first.subList(1, first.size()));
        for (int p = 0; p < network.parameters().size(); p++) {
            measured.add(measure(p, first.get(p + 1), whole, samples));
        }
        program.evaluate(examples.others(), new float[outputs.length]);
        compare(first, pass(examples.batch()));
        objective.change(outputs).ifPresent(changes::add);
        return new GradientReport(Comparison.deviations(measured), changes);
    }

    /** Passes other examples through at another point, then moves to the point itself. */
    private void passElsewhere() {
        for (int p = 0; p < point.size(); p++) {
            float[] values = point.get(p).clone();
            examples.spread(values, p, SPREAD);
            program.write(program.state().get(p), values);
        }
        pass(examples.others());
        for (int p = 0; p < point.size(); p++) {
            program.write(program.state().get(p), point.get(p));
        }
    }

    /** Returns the outputs, and the gradient of each parameter. */
    private List<float[]> pass(Batch batch) {
        var results = new ArrayList<float[]>();
        int count = batch.size() * network.output().size();
        results.add(Arrays.copyOf(forward(batch), count));
        program.backward(objective.gradient(results.getFirst()));
        for (Parameter parameter : network.parameters()) {
            float[] gradient = new float[parameter.size()];
            program.readGradient(parameter, gradient);
            results.add(gradient);
        }
        return results;
    }

    private void compare(List<float[]> before, List<float[]> after) {
        for (int i = 0; i < before.size(); i++) {
            int index = Arrays.mismatch(before.get(i), after.get(i));
            if (index >= 0) {
                String of =
                        i == 0
                                ? "the output"
                                : "the gradient of '%s'"
                                        .formatted(network.parameters().get(i - 1).name());
                changes.add(new Change(of, index, before.get(i)[index], after.get(i)[index]));
            }
        }
    }

    private Comparison measure(int number, float[] gradient, double whole, int samples) {
        Parameter parameter = network.parameters().get(number);
        double scale = Math.max(largest(List.of(gradient)), whole * Comparison.SMALL);
        double near = GradientReport.TOLERANCE / 4 * scale;
        int[] places = examples.places(parameter.size(), samples, number);
        double[] gradients = new double[places.length];
        double[] differences = new double[places.length];
        float[] values = read(program.state().get(number));
        var differentiation =
                new Differentiation(
                        values,
                        () -> {
                            program.write(program.state().get(number), values);
                            return objective.value(forward(examples.batch()));
                        });
        for (int i = 0; i < places.length; i++) {
            gradients[i] = gradient[places[i]];
            differences[i] = differentiation.nearest(places[i], gradients[i], near);
        }
        program.write(program.state().get(number), values);
        return new Comparison(parameter.name(), parameter.size(), places, gradients, differences);
    }

    private static double largest(List<float[]> gradients) {
        double largest = 0;
        for (float[] gradient : gradients) {
            for (float value : gradient) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }

    @Override
    public void close() {
        program.close();
    }
}
