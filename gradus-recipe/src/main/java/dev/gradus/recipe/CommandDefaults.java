package dev.gradus.recipe;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code gradus train} sets where nothing is written, as far as that is known before the data
 * are read. The number of a table's rows settles the rest: {@link TableDefaults#completed}.
 */
public final class CommandDefaults {
    /** Fewer updates than this teach a network little. */
    private static final int FEW = 100;

    private static final int SMALL_BATCH = 16;
    private static final int MORE = 300;

    private static final String PLACE = "the defaults";
    private static final String PLACE_OF_TABLES = "the defaults for tables";
    private static final String PLACE_OF_OPTIMIZERS = "the defaults of the optimizer";

    private static final Draft USUAL =
            Draft.of(
                    Map.of(
                            Keys.DATA.name(), "mnist",
                            Keys.OPTIMIZER.name(), "adam",
                            Keys.BATCH_SIZE.name(), "128",
                            Keys.EPOCHS.name(), "3",
                            Keys.SEED.name(), "1",
                            Keys.VALIDATION_SHARE.name(), "0.1"),
                    PLACE);

    private static final Draft OF_TABLES =
            Draft.of(TableDefaults.ofAnySize().values(), PLACE_OF_TABLES);

    private CommandDefaults() {}

    /**
     * {@return the default of a setting for data other than tables, if it has one}
     *
     * @param key the setting
     */
    public static Optional<String> text(Key<?> key) {
        return USUAL.text(key.name());
    }

    /**
     * {@return what was written, and the defaults for the rest} A target tells that the data are a
     * table. Some optimizers have a usual rate of their own; that of others depends on the network
     * and is chosen where that is known.
     *
     * @param written settings as they were written
     */
    public static Draft beneath(Draft written) {
        boolean isTable = written.entries().containsKey(Keys.TARGET.name());
        return isTable ? beneathTable(written) : rated(USUAL, written).with(written);
    }

    /**
     * {@return what was written for a table, be its target not chosen yet, and the defaults for the
     * rest}
     *
     * @param written settings as they were written
     */
    public static Draft beneathTable(Draft written) {
        return rated(OF_TABLES, written).with(written);
    }

    /**
     * {@return whether a setting is left to its default: it is not in the draft, or {@link
     * #beneath} has put it there}
     *
     * @param settings what {@link #beneath} returned
     * @param key the setting
     */
    public static boolean isLeftTo(Draft settings, Key<?> key) {
        Draft.Entry entry = settings.entries().get(key.name());
        return entry == null
                || Stream.of(PLACE, PLACE_OF_TABLES, PLACE_OF_OPTIMIZERS)
                        .anyMatch(defaults -> entry.place().equals(place(defaults, key)));
    }

    private static String place(String defaults, Key<?> key) {
        return defaults + ", " + key.name();
    }

    /**
     * {@return a sentence about a run whose default length comes to few updates, because there are
     * few examples; nothing about one whose length or batch size is written}
     *
     * @param settings what {@link #beneath} returned
     * @param recipe the recipe of the run
     * @param examples how many examples there are, at least 1
     */
    public static Optional<String> fewUpdates(Draft settings, Recipe recipe, int examples) {
        boolean isUsual = isUsual(Keys.EPOCHS, settings) && isUsual(Keys.BATCH_SIZE, settings);
        double updates = DefaultRate.updates(recipe, examples).orElse(FEW);
        if (!isUsual || updates >= FEW) {
            return Optional.empty();
        }
        int epochs = Math.ceilDiv(MORE, Math.ceilDiv(examples, SMALL_BATCH));
        return Optional.of(
                Text.of(
                        "the default of %s epochs in batches of %s comes to about %.0f updates with %s, which teach a network little; --batch-size %d --epochs %d makes about %d",
                        USUAL.text(Keys.EPOCHS.name()).orElseThrow(),
                        USUAL.text(Keys.BATCH_SIZE.name()).orElseThrow(),
                        updates,
                        NumberText.counted(examples, "example"),
                        SMALL_BATCH,
                        epochs,
                        epochs * Math.ceilDiv(examples, SMALL_BATCH)));
    }

    private static boolean isUsual(Key<?> key, Draft settings) {
        Draft.Entry written = settings.entries().get(key.name());
        return written != null && written.equals(USUAL.entries().get(key.name()));
    }

    private static Draft rated(Draft usual, Draft written) {
        return written.text(Keys.OPTIMIZER.name())
                .flatMap(DefaultRate::usual)
                .map(rate ->
                        usual.with(
                                Keys.LEARNING_RATE.name(),
                                rate.text(),
                                place(PLACE_OF_OPTIMIZERS, Keys.LEARNING_RATE)))
                .orElse(usual);
    }
}
