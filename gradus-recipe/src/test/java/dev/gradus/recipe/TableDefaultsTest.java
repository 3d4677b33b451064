package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDefaultsTest {
    private static Recipe of(long rows) {
        return TableDefaults.completed(TableDefaults.ofAnySize(), rows);
    }

    @Test
    void aSmallTableIsLearnedFromAsAWhole() {
        assertThat(of(499).values())
                .containsEntry("model", "small-wide-deep")
                .containsEntry("optimizer", "adamw(weightDecay=0.3)")
                .containsEntry("learningRate", "oneCycle(0.01)")
                .containsEntry("batchSize", 32L)
                .containsEntry("steps", 1000L)
                .containsEntry("validationShare", 0.0)
                .doesNotContainKey("stop");
    }

    @Test
    void aLargerTableIsValidatedOnAndKeepsTheBestEpoch() {
        assertThat(of(500).values())
                .containsEntry("model", "wide-deep")
                .containsEntry("optimizer", "adamw(weightDecay=0.1)")
                .containsEntry("validationShare", 0.2)
                .containsEntry("stop", List.of("patience 30 loss"));
    }

    /** 3000 · √(rows / 1000), rounded to hundreds. */
    @ParameterizedTest
    @CsvSource({"1000, 3000, 32", "4000, 6000, 32", "10000, 9500, 128", "10000000, 300000, 128"})
    void theNumberOfUpdatesGrowsWithTheRootOfTheRows(long rows, long steps, long batchSize) {
        assertThat(of(rows).get(Keys.STEPS)).isEqualTo(steps);
        assertThat(of(rows).values()).containsEntry("batchSize", batchSize);
    }

    @Test
    void whatIsWrittenWins() {
        Recipe written =
                TableDefaults.ofAnySize()
                        .with(Keys.MODEL, "linear")
                        .with(Keys.EPOCHS, 3.0)
                        .with(Keys.VALIDATION_SHARE, 0.0);
        Recipe completed = TableDefaults.completed(written, 5000);
        assertThat(completed.get(Keys.MODEL)).isEqualTo("linear");
        assertThat(completed.get(Keys.EPOCHS)).isEqualTo(3);
        assertThat(completed.find(Keys.STEPS)).isEmpty();
        assertThat(completed.get(Keys.VALIDATION_SHARE)).isZero();
        assertThat(completed.find(Keys.STOP)).as("nothing to wait for").isEmpty();
        assertThat(TableDefaults.completed(completed, 5000)).isEqualTo(completed);
    }

    @Test
    void aModelToStartFromBringsItsNetwork() {
        Recipe written = TableDefaults.ofAnySize().with(Keys.START_FROM, "runs/fox/model.gradus");
        assertThat(TableDefaults.completed(written, 100).find(Keys.MODEL)).isEmpty();
        Recipe weights = TableDefaults.ofAnySize().with(Keys.START_FROM, "fox.safetensors");
        assertThat(TableDefaults.completed(weights, 100).get(Keys.MODEL))
                .isEqualTo("small-wide-deep");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1 * plateau(patience=3), patience 30 loss",
        "0.1 * plateau(patience=30), patience 60 loss",
        "0.1 * plateau(patience=8) * plateau(patience=20), patience 40 loss",
        "'0.1 * plateau(patience=10, averaged=4)', patience 80 loss",
        "'0.1 * plateau(patience=2000000000)', patience 2147483647 loss",
        "'torch.ReduceLROnPlateau(lr=0.1, patience=30)', patience 62 loss",
    })
    void patienceLastsLongerThanThatOfAPlateau(String rate, String rule) {
        Recipe written = Recipe.ofYaml("learningRate: \"" + rate + "\"", "test");
        assertThat(TableDefaults.completed(written, 5000).values())
                .containsEntry("stop", List.of(rule));
    }
}
