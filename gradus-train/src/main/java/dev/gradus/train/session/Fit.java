package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.engine.loss.Tally;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OwnStopRule;
import dev.gradus.recipe.StopRule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.train.plan.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks that network, loss, data and rules fit together. Shapes and targets are compared by {@code
 * Objects.equals}, which first checks whether they are the same object, as they usually are: when
 * the JVM first links a record's {@code equals}, that takes longer than a step of training.
 */
public final class Fit {
    private static final int LISTED = 8;
    private static final Pattern METRIC = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private Fit() {}

    /**
     * Checks a data set against the network's first layer and its last, and the loss.
     *
     * @param settings the settings of the trainer
     * @param data the examples to measure
     */
    public static void requireFits(Settings settings, Dataset data) {
        Network network = settings.network;
        boolean flattened =
                network.input().rank() == 1 && network.input().size() == data.input().size();
        if (network.inputs().size() > 1 && !flattened) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the network's inputs (%s) take %d values together, one input after another in each row, but %s has shape %s",
                            network.inputText(),
                            network.input().size(),
                            data.name(),
                            data.input()));
        }
        if (!Objects.equals(network.input(), data.input()) && !flattened) {
            throw new IllegalArgumentException(
                    "the network's first layer '%s' takes inputs of shape %s, but %s has %s; give the network the shape of its data"
                            .formatted(
                                    network.nodes().getFirst().name(),
                                    network.input(),
                                    data.name(),
                                    data.input()));
        }
        requireTarget(settings, data);
        settings.augmentation.requireFits(data.input());
        requireTrained(settings);
        requireOneModel(settings);
    }

    private static void requireTarget(Settings settings, Dataset data) {
        LossHead head = LossHead.of(settings.loss(), settings.network);
        requireClassesOfModel(settings, data);
        head.requireFits(data.target());
    }

    /**
     * A table whose rows are prepared as those of a model has all classes of the model, if not rows
     * of each.
     */
    private static void requireClassesOfModel(Settings settings, Dataset data) {
        List<String> classes = data.classNames();
        int outputs = settings.network.output().size();
        boolean areOfModel =
                settings.recipe.find(Keys.PREPARATION).filter("model"::equals).isPresent()
                        && settings.startFrom
                                .flatMap(Weights::meaning)
                                .filter(theirs ->
                                        theirs.isClasses() && theirs.outputs().equals(classes))
                                .isPresent();
        if (areOfModel
                && settings.loss() instanceof Loss.SoftmaxCrossEntropy
                && outputs != classes.size()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the data has %d classes, those of the model that training starts from (%s), but the network has %s; end it with dense(%d), or take the classes of the table alone (--preparation new)",
                            classes.size(),
                            Text.listed(classes, LISTED),
                            NumberText.counted(outputs, "output"),
                            classes.size()));
        }
    }

    private static void requireOneModel(Settings settings) {
        Optional<WeightAverage> average = settings.recipe.find(Keys.AVERAGE);
        if (settings.optimizer() instanceof ScheduleFree free && average.isPresent()) {
            throw new IllegalArgumentException(
                    "%s keeps its own average of the weights, which is the model; leave the average %s out"
                            .formatted(free, average.get()));
        }
    }

    /**
     * Checks that an average has something to average before the run is over.
     *
     * @param settings the settings of the trainer
     * @param steps how many updates the run has
     */
    static void requireAverage(Settings settings, long steps) {
        settings.recipe
                .find(Keys.AVERAGE)
                .filter(average -> !average.begins(steps))
                .ifPresent(average -> {
                    throw new IllegalArgumentException(
                            Text.of(
                                    "%s would not have averaged any weights when the run ends after %s; let it begin earlier or average more often, as in swa(from=0.75)",
                                    average, NumberText.counted(steps, "step")));
                });
    }

    private static void requireTrained(Settings settings) {
        List<String> names = settings.network.parameters().stream().map(Parameter::name).toList();
        if (!names.isEmpty()
                && names.stream()
                        .allMatch(name -> ParameterGroup.freezes(settings.groups(), name))) {
            throw new IllegalArgumentException(
                    "all parameters have a learning rate of 0 by %s, so nothing is left to train; leave out some of %s"
                            .formatted(
                                    settings.groups().stream()
                                            .map(ParameterGroup::pattern)
                                            .toList(),
                                    names));
        }
    }

    /**
     * Checks another data set against the one trained on.
     *
     * @param train what is learned from
     * @param part the name of the other data set in messages
     * @param other the other data set
     */
    public static void requireAlike(Dataset train, String part, Dataset other) {
        if (!Objects.equals(train.input(), other.input())
                || !Objects.equals(train.target(), other.target())) {
            throw new IllegalArgumentException(
                    "%s (inputs of %s, %s) cannot be the %s part for %s (inputs of %s, %s)"
                            .formatted(
                                    other.name(),
                                    other.input(),
                                    other.target().words(),
                                    part,
                                    train.name(),
                                    train.input(),
                                    train.target().words()));
        }
    }

    /**
     * Checks that every metric that a rule or the judge needs is measured, and can be.
     *
     * @param settings the settings of the trainer
     * @param target the kind of targets
     * @param validated whether the run has a validation part
     */
    public static void requireMeasured(Settings settings, Target target, boolean validated) {
        List<Metric> metrics = settings.metricsFor(target);
        requireOwnNames(metrics);
        requireReachable(settings.stopRules(), metrics);
        metrics.forEach(metric -> Tally.of(metric, settings.network).requireFits(target));
        var measured = new ArrayList<String>(List.of("loss"));
        if (validated) {
            metrics.forEach(metric -> measured.add(metric.name()));
        }
        for (String metric : asked(settings)) {
            if (!measured.contains(metric)) {
                throw new IllegalArgumentException(
                        "the run needs %s, but measures only %s; %s"
                                .formatted(
                                        metric,
                                        String.join(", ", measured),
                                        validated
                                                ? "add it to its metrics"
                                                : "metrics need a validation part, as a validation share of 0.1"));
            }
        }
    }

    /** Refuses the target of a share that is written in per cent, which would never be reached. */
    private static void requireReachable(List<StopRule> rules, List<Metric> metrics) {
        List<String> shares =
                metrics.stream()
                        .filter(metric ->
                                metric instanceof Metric.Accuracy || metric instanceof Metric.TopK)
                        .map(Metric::name)
                        .toList();
        for (StopRule rule : rules) {
            if (rule instanceof StopRule.Target target
                    && shares.contains(target.metric())
                    && target.value() > 1) {
                throw new IllegalArgumentException(
                        "%s is a share from 0 to 1 and cannot reach the target %s; write %s for %s %%"
                                .formatted(
                                        target.metric(),
                                        NumberText.brief(target.value()),
                                        NumberText.brief(target.value() / 100),
                                        NumberText.brief(target.value())));
            }
        }
    }

    /** Refuses two metrics of the same name, whose values would be mixed up. */
    private static void requireOwnNames(List<Metric> metrics) {
        var taken = new HashSet<String>(Set.of(Judge.LOSS.metric()));
        for (Metric metric : metrics) {
            if (!METRIC.matcher(metric.name()).matches()) {
                throw new IllegalArgumentException(
                        "the name of a metric is a letter, then letters and digits, got \"%s\" from %s"
                                .formatted(metric.name(), metric));
            }
            if (!taken.add(metric.name())) {
                throw new IllegalArgumentException(
                        "two of the metrics are named \"%s\" (the loss is \"%s\"); give each a different name"
                                .formatted(metric.name(), Judge.LOSS.metric()));
            }
        }
    }

    private static List<String> asked(Settings settings) {
        var asked = new ArrayList<String>(List.of(settings.judge().metric()));
        for (StopRule rule : settings.stopRules()) {
            switch (rule) {
                case StopRule.Patience patience -> asked.add(patience.metric());
                case StopRule.Target target -> asked.add(target.metric());
                case OwnStopRule own -> asked.addAll(own.watched());
                case StopRule.TimeLimit _, StopRule.StepLimit _ -> {}
            }
        }
        return asked;
    }

    /**
     * Checks that a plateau controller can act before a patience ends the run.
     *
     * @param rules what ends the run
     * @param controllers what multiplies the rate
     */
    public static void requirePatienceAfterPlateau(
            List<StopRule> rules, List<Controller> controllers) {
        for (StopRule rule : rules) {
            for (Controller controller : controllers) {
                if (rule instanceof StopRule.Patience patience
                        && controller instanceof Plateau plateau
                        && patience.reports() <= (long) plateau.patience() * plateau.averaged()) {
                    throw new IllegalArgumentException(
                            Text.of(
                                    "\"%s\" ends the run before %s can ever lower the rate; give the stop rule more patience than %d",
                                    patience,
                                    plateau,
                                    (long) plateau.patience() * plateau.averaged()));
                }
            }
        }
    }
}
