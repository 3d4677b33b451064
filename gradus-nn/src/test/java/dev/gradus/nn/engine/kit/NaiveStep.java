package dev.gradus.nn.engine.kit;

import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.NaiveNetwork.Mode;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A step of training, or outputs, by the formulas in double precision, slice after slice. */
final class NaiveStep {
    /** Under which name results hold the outputs, the loss and the gradient's norm. */
    static final String OUTPUTS = "outputs";

    static final String LOSS = "loss";
    static final String NORM = "norm";

    private final Experiment experiment;
    private final Batch batch;
    private final long step;
    private final Rounding rounding;
    private final Map<String, double[]> values = new HashMap<>();

    /** Parameters' gradients and new statistics by name, and what else was computed. */
    private final Map<String, double[]> results = new HashMap<>();

    private NaiveStep(
            Experiment experiment,
            Map<String, float[]> state,
            Batch batch,
            long step,
            Rounding rounding) {
        this.experiment = experiment;
        this.batch = batch;
        this.step = step;
        this.rounding = rounding;
        var statistics =
                experiment.network().statistics().stream().map(each -> each.name()).toList();
        state.forEach((name, floats) -> {
            double[] wide = Closeness.widened(floats, floats.length);
            values.put(name, statistics.contains(name) ? wide : rounding.of(wide));
        });
    }

    /** Returns loss, norm, gradients and statistics. */
    static Map<String, double[]> training(
            Experiment experiment,
            Map<String, float[]> state,
            Batch batch,
            long step,
            Rounding rounding) {
        var made = new NaiveStep(experiment, state, batch, step, rounding);
        made.train();
        return made.results;
    }

    /** Returns the outputs. */
    static Map<String, double[]> inference(
            Experiment experiment, Map<String, float[]> state, Batch batch, Rounding rounding) {
        var made = new NaiveStep(experiment, state, batch, 0, rounding);
        double[] all =
                Arrays.stream(made.pass(Mode.INFERENCE, 0, batch.size()).outputs())
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        return Map.of(OUTPUTS, all);
    }

    private NaivePass.Stage pass(Mode mode, int first, int rows) {
        long seed = experiment.options().seed();
        var network =
                new NaiveNetwork(experiment.network(), values, mode, seed, step, first, rounding);
        int width = batch.inputSize();
        double[][] x = new double[rows][width];
        for (int i = 0; i < rows * width; i++) {
            x[i / width][i % width] = batch.inputs()[first * width + i];
        }
        return new NaivePass(network, values, mode, rounding, results).of(experiment.network(), x);
    }

    private void train() {
        ProgramOptions options = experiment.options();
        double weight = NaiveLoss.weight(options.loss(), batch);
        double loss = 0;
        for (int first = 0; first < batch.size(); first += options.sliceSize()) {
            int rows = Math.min(options.sliceSize(), batch.size() - first);
            NaivePass.Stage stage = pass(Mode.TRAINING, first, rows);
            // A batch of examples that weigh nothing teaches nothing.
            double share = weight > 0 ? 1 / weight : 0;
            loss += share * NaiveLoss.sum(options.loss(), batch, first, stage.outputs());
            double[][] slopes = NaiveLoss.slopes(options.loss(), batch, first, stage.outputs());
            for (double[] row : slopes) {
                Arrays.setAll(row, i -> share * row[i]);
            }
            stage.back().of(rounding.of(slopes));
            values.putAll(statistics());
        }
        results.put(LOSS, new double[] {loss});
        results.put(NORM, new double[] {norm(options.gradientLimit())});
    }

    private Map<String, double[]> statistics() {
        var statistics = new HashMap<String, double[]>();
        experiment.network().statistics().stream()
                .map(statistic -> statistic.name())
                .filter(results::containsKey)
                .forEach(name -> statistics.put(name, results.get(name)));
        return statistics;
    }

    private double norm(double limit) {
        double squares = 0;
        for (Parameter parameter : experiment.network().parameters()) {
            for (double value : results.get(parameter.name())) {
                double clipped = Math.clamp(value, -limit, limit);
                squares += clipped * clipped;
            }
        }
        return Math.sqrt(squares);
    }
}
