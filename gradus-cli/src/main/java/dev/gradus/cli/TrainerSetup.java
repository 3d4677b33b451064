package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Loss;
import dev.gradus.nn.Losses;
import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizer;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Target;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import dev.gradus.train.StopRule;
import dev.gradus.train.Trainer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a trainer of what was written on the command line. */
final class TrainerSetup {
    private static final double USUAL_EPOCHS = 3;

    private final TrainOptions options;

    TrainerSetup(TrainOptions options) {
        this.options = options;
    }

    /**
     * Returns the trainer that the options describe, without listeners and run folder.
     *
     * @throws IllegalArgumentException if an option is wrong; the message names it
     */
    Trainer trainer(Dataset train) {
        return trainer(train, options.learningRate);
    }

    /** Returns the trainer that the options describe, with another learning rate than theirs. */
    Trainer trainer(Dataset train, String learningRate) {
        Trainer trainer =
                Trainer.of(network(train), loss(train.target()))
                        .optimizer(read("--optimizer", options.optimizer, Optimizer::parse))
                        .seed(options.seed)
                        .precision(precision())
                        .whenNotFinite(NonFiniteText.parse(options.nonFinite))
                        .stopWhen(
                                options.stop.stream()
                                        .map(StopText::parse)
                                        .toArray(StopRule[]::new));
        trainer = CheckpointSpan.parse(options.checkpointEvery).of(trainer).keep(options.keep);
        trainer = planned(trainer, learningRate);
        trainer = measured(trainer);
        trainer = batched(trainer);
        trainer = options.backend.equals("auto") ? trainer : trainer.backend(options.backend);
        trainer = options.threads == null ? trainer : trainer.threads(options.threads);
        trainer = options.clipNorm == null ? trainer : trainer.clipNorm(options.clipNorm);
        return options.validationShare == 0 ? trainer : trainer.validateOn(options.validationShare);
    }

    private Network network(Dataset train) {
        String usual = train.input().isImage() ? "cnn" : "mlp";
        String model = options.model == null ? usual : options.model;
        if (Models.isName(model)) {
            return Models.named(model, train.input(), train.target().outputs());
        }
        return read("--model", model, text -> Network.parse(train.input(), text));
    }

    private Loss loss(Target target) {
        if (options.loss != null) {
            return read("--loss", options.loss, Loss::parse);
        }
        return switch (target) {
            case Target.Classes _ -> Losses.softmaxCrossEntropy();
            case Target.Values _ -> Losses.meanSquaredError();
        };
    }

    private Trainer planned(Trainer trainer, String learningRate) {
        RatePlan plan = read("--learning-rate", learningRate, RatePlan::parse);
        Trainer planned =
                (plan.schedule() instanceof Hold hold
                                ? trainer.learningRate(hold.value())
                                : trainer.learningRate(plan.schedule()))
                        .controllers(plan.controllers().toArray(Controller[]::new));
        if (options.momentum != null) {
            planned = planned.momentum(schedule("--momentum", options.momentum));
        }
        if (options.weightDecay != null) {
            planned = planned.weightDecay(schedule("--weight-decay", options.weightDecay));
        }
        return planned;
    }

    private static Schedule schedule(String option, String text) {
        RatePlan plan = read(option, text, RatePlan::parse);
        if (!plan.controllers().isEmpty()) {
            throw new IllegalArgumentException(
                    option + ": controllers act on the learning rate only, got " + text);
        }
        return plan.schedule();
    }

    private Trainer measured(Trainer trainer) {
        requireOneLength(options.epochs, options.steps);
        if (options.steps != null) {
            return trainer.steps(options.steps);
        }
        return trainer.epochs(options.epochs == null ? USUAL_EPOCHS : options.epochs);
    }

    /**
     * Checks that a run's length is not said twice.
     *
     * @throws IllegalArgumentException if it is
     */
    static void requireOneLength(@Nullable Double epochs, @Nullable Long steps) {
        if (epochs != null && steps != null) {
            throw new IllegalArgumentException(
                    "--epochs and --steps both say the length; give one");
        }
    }

    private Trainer batched(Trainer trainer) {
        String text = options.batchSize;
        if (text.equals("all")) {
            return trainer.fullBatch();
        }
        return text.matches("[-+.0-9]+")
                ? trainer.batchSize(read("--batch-size", text, this::count))
                : trainer.batchSize(schedule("--batch-size", text));
    }

    private Precision precision() {
        return Arrays.stream(Precision.values())
                .filter(known -> known.toString().equals(options.precision))
                .findFirst()
                .orElseThrow(() -> {
                    var names = Arrays.stream(Precision.values()).map(Precision::toString).toList();
                    return new IllegalArgumentException(
                            Suggestions.unknown("precision", options.precision, names));
                });
    }

    private int count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "a batch has at least 1 example, or is all of them (all), or follows a schedule, as linear(32, 256); got "
                            + text);
        }
        return Integer.parseInt(text);
    }

    /** Reads an option's text; a fault that does not show the text names the option. */
    private static <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(option + ": " + fault.getMessage(), fault);
        }
    }
}
