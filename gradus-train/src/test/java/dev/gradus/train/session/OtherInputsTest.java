package dev.gradus.train.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.prepare.Preparation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherInputsTest {
    private static final String LENGTH =
            "column(\"length\", number(median=3, transform=plain, mean=%s, deviation=1.25))\n";
    private static final String COLOUR = "column(\"colour\", category([%s]))\n";

    private static final Preparation THEIRS =
            of(LENGTH.formatted("2.5") + COLOUR.formatted("\"blue\", \"red\""), "\"a\", \"b\"");

    private static Preparation of(String columns, String classes) {
        return Preparation.parse("%starget(\"y\", classes([%s]))\n".formatted(columns, classes));
    }

    private static Optional<String> remark(String columns) {
        return OtherInputs.remark(THEIRS, Optional.of(of(columns, "\"c\", \"d\"")));
    }

    @Test
    void saysNothingWhereRowsArePreparedAlikeWhateverIsLearned() {
        assertThat(remark(LENGTH.formatted("2.5") + COLOUR.formatted("\"blue\", \"red\"")))
                .isEmpty();
    }

    @Test
    void saysThatInputsOfOneMeaningAreScaledAnew() {
        assertThat(remark(LENGTH.formatted("2.75") + COLOUR.formatted("\"blue\", \"red\"")))
                .hasValueSatisfying(said ->
                        assertThat(said).startsWith("the inputs are those of the model, but"));
    }

    @Test
    void namesTheFirstInputOfAnotherMeaning() {
        assertThat(remark(COLOUR.formatted("\"blue\", \"red\"") + LENGTH.formatted("2.5")))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .endsWith(
                                        "input 1 is 'length' in the model, and 'colour=blue' here"));
        assertThat(remark(LENGTH.formatted("2.5") + COLOUR.formatted("\"blue\", \"green\"")))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .endsWith(
                                        "input 3 is 'colour=red' in the model, and 'colour=green' here"));
        assertThat(OtherInputs.remark(THEIRS, Optional.empty()))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .endsWith(
                                        "input 1 is 'length' in the model, and no column of a table here"));
    }
}
