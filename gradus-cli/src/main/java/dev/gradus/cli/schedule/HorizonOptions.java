package dev.gradus.cli.schedule;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.schedule.Horizon;
import org.jspecify.annotations.Nullable;

/** The length of the run for which a schedule is bound. */
final class HorizonOptions {
    private static final double USUAL_EPOCHS = 10;
    private static final long USUAL_STEPS_PER_EPOCH = 100;

    private @Nullable Long steps;
    private @Nullable Double epochs;
    private @Nullable Long stepsPerEpoch;
    private @Nullable Long batchSize;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.option("--steps=N", Long.class, steps, count -> steps = count)
                .says("The run's length in updates.")
                .option("--epochs=N", Double.class, epochs, count -> epochs = count)
                .says("The run's length in epochs.", "Default, if --steps is not given: 10")
                .option(
                        "--steps-per-epoch=N",
                        Long.class,
                        stepsPerEpoch,
                        count -> stepsPerEpoch = count)
                .says("Updates per epoch: examples / batch size, rounded up.", "Default: 100")
                .option("--batch-size=N", Long.class, batchSize, count -> batchSize = count)
                .says("Examples per update, for schedules that count samples.");
    }

    Horizon measured() {
        long perEpoch = stepsPerEpoch == null ? 0 : atLeastOne("--steps-per-epoch", stepsPerEpoch);
        long batch = batchSize == null ? 0 : atLeastOne("--batch-size", batchSize);
        return length(perEpoch).withBatchSize(batch);
    }

    private Horizon length(long perEpoch) {
        if (steps != null && epochs != null) {
            throw new IllegalArgumentException(
                    "--steps and --epochs both set the length; give one");
        }
        if (steps != null) {
            return new Horizon(atLeastOne("--steps", steps), perEpoch, 0);
        }
        double length = epochs == null ? USUAL_EPOCHS : epochs;
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException(
                    "--epochs must be a finite number above 0, got " + NumberText.brief(length));
        }
        return Horizon.ofEpochs(length, perEpoch == 0 ? USUAL_STEPS_PER_EPOCH : perEpoch);
    }

    /** Returns the length in words: {@code 1,000 steps, 10 epochs of 100}. */
    String described(Horizon horizon) {
        String text = NumberText.counted(horizon.steps(), "step");
        long perEpoch = horizon.stepsPerEpoch();
        if (perEpoch == 0) {
            return text;
        }
        String count = NumberText.brief((double) horizon.steps() / perEpoch);
        return "%s, %s of %s"
                .formatted(text, NumberText.counted(count, "epoch"), NumberText.grouped(perEpoch));
    }

    private static long atLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, got " + value);
        }
        return value;
    }
}
