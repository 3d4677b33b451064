package dev.gradus.recipe;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code gradus train} sets where nothing is written, as far as that is known before the data
 * are read. The number of a table's rows settles the rest: {@link TableDefaults#completed}.
 */
public final class CommandDefaults {
    private static final Draft USUAL =
            Draft.of(
                    Map.of(
                            Keys.DATA.name(), "mnist",
                            Keys.OPTIMIZER.name(), "adam",
                            Keys.BATCH_SIZE.name(), "128",
                            Keys.EPOCHS.name(), "3",
                            Keys.SEED.name(), "1",
                            Keys.VALIDATION_SHARE.name(), "0.1"),
                    "the defaults");

    private static final Draft OF_TABLES =
            Draft.of(TableDefaults.ofAnySize().values(), "the defaults for tables");

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
        return rated(isTable ? OF_TABLES : USUAL, written).with(written);
    }

    private static Draft rated(Draft usual, Draft written) {
        return written.text(Keys.OPTIMIZER.name())
                .flatMap(DefaultRate::usual)
                .map(rate ->
                        usual.with(
                                Keys.LEARNING_RATE.name(),
                                rate.text(),
                                "the defaults of the optimizer"))
                .orElse(usual);
    }
}
