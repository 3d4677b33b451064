package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableOptionTest {
    /** Texts that do not mean the default. */
    private static final Map<String, List<String>> UNUSUAL =
            Map.of(
                    "only", List.of("a", "b, c"),
                    "drop", List.of("x"),
                    "columns", List.of("a: b:date", "zip:category"),
                    "group", List.of("patient"),
                    "splitByTime", List.of("day"),
                    "missing", List.of("drop"),
                    "onBadRow", List.of("skip"),
                    "encoding", List.of("windows-1252"),
                    "header", List.of("no"));

    @Test
    void everyOptionIsTried() {
        assertThat(
                        Stream.<TableOption<?>>concat(
                                        Wishes.OPTIONS.stream(), TableFormat.OPTIONS.stream())
                                .map(TableOption::name))
                .containsExactlyInAnyOrderElementsOf(UNUSUAL.keySet());
    }

    @Test
    void whatIsReadIsWritten() {
        Wishes.OPTIONS.forEach(option -> isWritten(option, Wishes.learn("y")));
        TableFormat.OPTIONS.forEach(option -> isWritten(option, TableFormat.usual()));
    }

    private static <S> void isWritten(TableOption<S> option, S usual) {
        List<String> texts = UNUSUAL.getOrDefault(option.name(), List.of());
        S read = option.reader().apply(usual, texts);

        assertThat(option.written(usual)).isEmpty();
        assertThat(read).isNotEqualTo(usual);
        assertThat(option.written(read))
                .contains(
                        switch (option.count()) {
                            case ONE -> texts.getFirst();
                            case SEVERAL -> texts;
                        });
    }

    @Test
    void theDefaultThatHelpShowsIsTheDefault() {
        for (TableOption<TableFormat> option : TableFormat.OPTIONS) {
            assertThat(option.reader().apply(TableFormat.usual(), List.of(option.usual())))
                    .isEqualTo(TableFormat.usual());
        }
    }

    @Test
    void theCommandLineHasItWithHyphens() {
        assertThat(TableFormat.ON_BAD_ROW.form()).isEqualTo("--on-bad-row=fail|skip");
    }

    @Test
    void groupsAndTimeCannotBothChooseTheRows() {
        Map<String, List<String>> given =
                Map.of("group", List.of("a"), "splitByTime", List.of("b"));

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TableOption.applied(
                                Wishes.OPTIONS,
                                Wishes.learn("y"),
                                option -> Optional.ofNullable(given.get(option.name()))))
                .withMessage("group and splitByTime both choose the rows to hold out; give one");
    }
}
