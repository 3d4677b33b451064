package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names a class in training names it afterwards: a word as it is written, or a number. */
class SpellingsOfClassesTest {
    /** A table of a category and a target, which are written alike. */
    private static ListRows table(String... written) {
        return new ListRows(
                List.of("c", "n", "y"),
                IntStream.range(0, 60)
                        .mapToObj(row -> {
                            String word = written[row % written.length];
                            return List.of(word, row * 7 % 11 + ".5", word);
                        })
                        .toList());
    }

    private static Preparation fit(ListRows table, Map<String, Kind> kinds) {
        var wishes = new Wishes(List.of("y"), Set.of(), Set.of(), kinds);
        Roles roles = Roles.of(Survey.of(table), wishes);
        return Preparation.parse(Preparation.fit(roles, table, _ -> true, _ -> true).text());
    }

    /** Returns the class of a row whose fields are alike. */
    private static int label(Preparation preparation, String field) {
        ListRows rows = new ListRows(List.of("c", "n", "y"), List.of(List.of(field, "1", field)));
        return preparation.reading(rows).label(rows.rows().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "7.0", "7,0", "+7", "7e0", "0007", "$7", "7%", "8"})
    void aSpellingThatTrainingHadNotIsNoClass(String field) {
        Preparation mixed = fit(table("7", "007", "x", "z"), Map.of());
        Preparation asked =
                fit(table("7", "9", "11"), Map.of("y", Kind.CATEGORY, "c", Kind.CATEGORY));
        for (Preparation words : List.of(mixed, asked)) {
            assertThatThrownBy(() -> label(words, field))
                    .isInstanceOf(UnreadableFieldException.class)
                    .hasMessageStartingWith("column 'y': expected one of the classes in training (")
                    .hasMessageEndingWith(", got '" + field + "'");
            assertThat(
                            words.reading(
                                            new ListRows(
                                                    List.of("c", "n"),
                                                    List.of(List.of(field, "1"))))
                                    .notes())
                    .containsExactly(
                            "column 'c': in 1 row the value did not occur in training, such as '%s'; its inputs are zeros"
                                    .formatted(field));
        }
        assertThat(List.of(label(mixed, "007"), label(mixed, "7"), label(mixed, " x ")))
                .containsExactly(0, 1, 2);
        assertThat(List.of(label(asked, "7"), label(asked, "9"), label(asked, "11")))
                .containsExactly(0, 1, 2);
    }

    @Test
    void aClassOfTheSameValueIsNamedAsItIsWritten() {
        Preparation words = fit(table("7", "007", "x", "z"), Map.of());
        assertThatThrownBy(() -> label(words, "7.0"))
                .hasMessage(
                        "column 'y': expected one of the classes in training (007, 7, x, z) as they are written there, such as '007', got '7.0'");
        assertThatThrownBy(() -> label(words, "8"))
                .hasMessage(
                        "column 'y': expected one of the classes in training (007, 7, x, z), got '8'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "07", "7.0", "+7", "7e0"})
    void aNumberNamesTheClassOfItsValueWhereTrainingReadNumbers(String field) {
        Preparation numbers = fit(table("7", "9", "11.0", "007"), Map.of());
        assertThat(((Learned.Classes) numbers.learned()).names()).containsExactly("7", "9", "11");
        assertThat(label(numbers, field)).isZero();
        assertThat(label(numbers, "11")).isEqualTo(2);
        assertThatThrownBy(() -> label(numbers, "8"))
                .hasMessageEndingWith("classes in training (7, 9, 11), got '8'");
        assertThat(label(fit(table("0", "1"), Map.of()), "1.0")).isEqualTo(1);
    }

    /** Files of earlier versions do not say how their classes were read. */
    @Test
    void classesOfEarlierVersionsAreNumbersWhereAllAreWrittenAsSuch() {
        String form = "column(\"n\", asItIs)\ntarget(\"y\", classes([%s]))\n";
        Preparation numbers = Preparation.parse(form.formatted("\"7\", \"9\""));
        Preparation words = Preparation.parse(form.formatted("\"007\", \"7\""));
        assertThat(label(numbers, "7.0")).isZero();
        assertThatThrownBy(() -> label(words, "7.0")).hasMessageContaining("(007, 7)");
    }

    /** As numbers of 64 bits they would be one class. */
    @Test
    void wholeNumbersThatAreTooLongForTheirValuesAreClassesByTheirDigits() {
        Preparation preparation = fit(table("9007199254740992", "9007199254740993"), Map.of());
        assertThat(((Learned.Classes) preparation.learned()).names())
                .containsExactly("9007199254740992", "9007199254740993");
        assertThat(label(preparation, "9007199254740993")).isEqualTo(1);
        assertThatThrownBy(() -> label(preparation, "9007199254740994"))
                .hasMessageContaining("one of the classes in training");
        Preparation exact = fit(table("9007199254740992", "5"), Map.of());
        assertThat(label(exact, "9007199254740992.0")).isEqualTo(1);
        assertThatThrownBy(() -> label(exact, "9007199254740993"))
                .hasMessageContaining("one of the classes in training")
                .hasMessageEndingWith("), got '9007199254740993'");
        Preparation words = fit(table("123456789012345678", "x"), Map.of());
        assertThatThrownBy(() -> label(words, "123456789012345679"))
                .hasMessageEndingWith("(123456789012345678, x), got '123456789012345679'");
    }
}
