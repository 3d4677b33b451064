package dev.gradus.bench.rate;

import dev.gradus.data.Dataset;
import dev.gradus.number.Text;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OpenRate;
import dev.gradus.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Something to train, whose learning rate is looked for.
 *
 * @param data the name of its data
 * @param model the layers before the last one, or a model's name
 * @param optimizer the optimizer's text
 * @param rate the learning rate's text, with {@code auto} for the rate
 * @param epochs how long it is trained
 * @param batch how many examples an update takes
 * @param validated the share of the examples that is kept back to validate on
 */
record Task(
        StudyData data,
        String model,
        String optimizer,
        String rate,
        int epochs,
        int batch,
        double validated) {
    /** Rates a factor of two apart. */
    private static final int RATES = 13;

    private static final int SEEDS = 3;
    private static final double LOWEST = 0.01 / 8;
    private static final double LOWEST_OF_ADAM = 0.01 / 64;

    /** Returns what tells it from all others, and whose order decides what it is for. */
    String name() {
        return Text.of(
                "%s %s %s %s %d epochs of %d", data.key(), model, optimizer, rate, epochs, batch);
    }

    /** Returns the rates of the grid, rising. */
    List<Double> grid() {
        double lowest = optimizer.startsWith("adam") ? LOWEST_OF_ADAM : LOWEST;
        return IntStream.range(0, RATES).mapToObj(i -> lowest * (1 << i)).toList();
    }

    /** Returns the learning rate's text with a number in it. */
    String rate(double number) {
        return new OpenRate(rate).filled(String.valueOf(number));
    }

    /** Returns the seeds whose runs choose (0) or are scored (1), and the other way round. */
    List<Long> seeds(int half) {
        int seeds = data.cuts() > 1 ? 2 * data.cuts() : SEEDS;
        return IntStream.range(half * seeds, (half + 1) * seeds).mapToObj(i -> (long) i).toList();
    }

    /** Returns both halves of the seeds. */
    List<Long> seeds() {
        return IntStream.range(0, 2).boxed().flatMap(half -> seeds(half).stream()).toList();
    }

    /** Returns the data that a seed learns from and is scored on. */
    Split split(StudyData.Source source, long seed) {
        return source.split(data, (int) (seed % data.cuts()));
    }

    /**
     * Returns what trains it, on one thread.
     *
     * @param setting the optimizer and learning rate
     */
    Trainer trainer(Setting setting, long seed, Dataset train) {
        var written = new LinkedHashMap<String, Object>();
        written.put(Keys.MODEL.name(), model.contains("(") ? model + " " + last() : model);
        written.put(Keys.OPTIMIZER.name(), setting.optimizer());
        setting.rate().ifPresent(text -> written.put(Keys.LEARNING_RATE.name(), text));
        written.put(Keys.EPOCHS.name(), epochs);
        written.put(Keys.BATCH_SIZE.name(), batch);
        written.put(Keys.SEED.name(), seed);
        written.put(Keys.THREADS.name(), 1);
        if (data.isOfClasses()) {
            written.put(Keys.METRICS.name(), List.of("accuracy"));
        }
        if (validated > 0) {
            written.put(Keys.VALIDATION_SHARE.name(), validated);
        }
        return Trainer.of(Draft.of(written, "the study").recipe(), train);
    }

    private String last() {
        return Text.of("dense(%d)", data.outputs());
    }
}
