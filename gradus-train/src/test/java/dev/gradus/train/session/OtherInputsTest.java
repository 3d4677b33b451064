package dev.gradus.train.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.prepare.Preparation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void saysNothingOfColumnsThatBecomeNoInputs() {
        assertThat(
                        remark(
                                LENGTH.formatted("2.5")
                                        + "column(\"note\", leftOut(\"dropped\"))\n"
                                        + COLOUR.formatted("\"blue\", \"red\"")))
                .isEmpty();
    }

    @Test
    void saysThatInputsOfOneMeaningAreScaledAnew() {
        assertThat(remark(LENGTH.formatted("2.75") + COLOUR.formatted("\"blue\", \"red\"")))
                .hasValueSatisfying(said ->
                        assertThat(said).startsWith("the inputs are those of the model, but"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    number(median=3, transform=log(2), mean=1, deviation=1) | the logarithm of a number
                    number(median=3, transform=ranks([1, 2]), mean=1, deviation=1) | the rank of a number
                    number(median=3, transform=plain, mean=2.5, deviation=1.25, marker="none") | a number as it is ('none' for a missing one)
                    embedded(["a", "b"]) | the number of a value
                    """)
    void namesTheFirstColumnThatBecomesAnInputOfTheSameNameInAnotherWay(
            String encoding, String here) {
        String length = "column(\"length\", %s)\n".formatted(encoding);

        assertThat(remark(length + COLOUR.formatted("\"blue\", \"red\"")))
                .hasValue(
                        "1 of 2 columns become inputs in another way than in the model, so what it learned about them is of little use: 'length' is a number as it is in the model, and %s here"
                                .formatted(here));
    }

    @Test
    void whereTheValuesOfATableOfVectorsHaveOtherNumbersThatIsSaid() {
        Preparation theirs = of("column(\"city\", embedded([\"Bern\", \"Rome\"]))\n", "\"a\"");
        Preparation ours = of("column(\"city\", embedded([\"Rome\", \"Bern\"]))\n", "\"a\"");

        assertThat(OtherInputs.remark(theirs, Optional.of(ours)))
                .hasValueSatisfying(said ->
                        assertThat(said).endsWith("the values of 'city' have other numbers here"));
    }

    @Test
    void namesTheFirstInputOfAnotherMeaning() {
        assertThat(remark(COLOUR.formatted("\"blue\", \"red\"") + LENGTH.formatted("2.5")))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .isEqualTo(
                                        "3 of 3 inputs mean something else than in the model, so what it learned about them is of little use: input 1 is 'length' in the model, and 'colour=blue' here"));
        assertThat(remark(LENGTH.formatted("2.5") + COLOUR.formatted("\"blue\", \"green\"")))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .startsWith("1 of 3 inputs mean something else than in the model")
                                .endsWith(
                                        "input 3 is 'colour=red' in the model, and 'colour=green' here"));
        assertThat(OtherInputs.remark(THEIRS, Optional.empty()))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .endsWith(
                                        "input 1 is 'length' in the model, and no column of a table here"));
    }
}
