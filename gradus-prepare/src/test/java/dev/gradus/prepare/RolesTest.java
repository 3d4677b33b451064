package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolesTest {
    private static Survey survey(int rows, IntFunction<String> target) {
        String[] lines =
                IntStream.range(0, rows)
                        .mapToObj(row -> row % 7 * 1.5 + "," + target.apply(row))
                        .toArray(String[]::new);
        return Survey.of(ListRows.of("x,y", lines));
    }

    private static Roles.Task task(int rows, IntFunction<String> target) {
        return Roles.of(survey(rows, target), Wishes.learn("y")).task();
    }

    @Test
    void learnsFewWholeNumbersAsClassesAndOthersAsValues() {
        assertThat(task(214, row -> "" + (1 + row % 7))).isEqualTo(Roles.Task.CLASSES);
        assertThat(task(200, row -> "" + row % 20)).isEqualTo(Roles.Task.CLASSES);
        assertThat(task(199, row -> "" + row % 20)).isEqualTo(Roles.Task.VALUES);
        assertThat(task(1000, row -> "" + row % 21)).isEqualTo(Roles.Task.VALUES);
        assertThat(task(1000, row -> row % 3 + ".5")).isEqualTo(Roles.Task.VALUES);
        assertThat(task(1000, row -> row % 2 == 0 ? "no" : "yes")).isEqualTo(Roles.Task.CLASSES);
        assertThat(task(1000, row -> "" + row % 2)).isEqualTo(Roles.Task.CLASSES);
        assertThat(task(1000, row -> "c" + row % 30)).isEqualTo(Roles.Task.CLASSES);
    }

    /** Rows of a series that are held out by seed are easier than the future. */
    @Test
    void aTableInTheOrderOfTimeIsBestSplitByTime() {
        assertThat(doubtsOfDays(day -> day / 3, 90))
                .containsExactly(
                        "the rows are in the order of 'day': rows that are held out by seed lie between others that are learned, so errors of what comes later are larger than measured; to predict what comes later, hold out the latest rows (--split-by-time \"day\")");
        assertThat(doubtsOfDays(day -> day, 19)).isEmpty();
        assertThat(doubtsOfDays(day -> day % 89, 90)).isEmpty();
        assertThat(doubtsOfDays(day -> 90 - day, 90)).isEmpty();
        Survey survey = surveyOfDays(day -> day, 90);
        Wishes wishes = Wishes.learn("y");
        assertThat(Roles.of(survey, wishes.with(new Partition.ByTime("day"))).doubts()).isEmpty();
    }

    private static List<String> doubtsOfDays(IntUnaryOperator day, int rows) {
        return Roles.of(surveyOfDays(day, rows), Wishes.learn("y")).doubts();
    }

    private static Survey surveyOfDays(IntUnaryOperator day, int rows) {
        var lines = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            lines.add(
                    LocalDate.of(2026, 1, 1).plusDays(day.applyAsInt(row)) + "," + row % 7 + ".5");
        }
        return Survey.of(ListRows.of("day,y", lines.toArray(String[]::new)));
    }

    @Test
    void aWordAmongWholeNumbersThatAreClassesIsAClassToo() {
        IntFunction<String> target = row -> row % 3 == 0 ? "NA2" : "" + (9 + row % 3);
        var asked = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("y", Kind.CATEGORY));
        for (Wishes wishes : List.of(Wishes.learn("y"), asked)) {
            Roles roles = Roles.of(survey(300, target), wishes);
            ColumnSummary classes = roles.targets().getFirst();
            assertThat(roles.task()).isEqualTo(Roles.Task.CLASSES);
            assertThat(classes.missing()).isZero();
            assertThat(classes.distinct()).isEqualTo(3);
            assertThat(roles.survey(300).doubts()).isEmpty();
        }
    }

    @Test
    void saysHowWholeNumbersAreLearnedAndHowToOverruleIt() {
        var roles = Roles.of(survey(214, row -> "" + (1 + row % 7)), Wishes.learn("y"));
        assertThat(roles.decision())
                .isEqualTo(
                        "target 'y' is learned as a class: at most 20 different whole numbers, 10 rows of each or more on average (it has 7 in 214 rows); as a regression it is learned as a value (--task regression)");
        assertThat(Roles.of(survey(214, row -> "" + row % 50), Wishes.learn("y")).decision())
                .isEqualTo(
                        "target 'y' is learned as a value: for a class it has too many different whole numbers (50 in 214 rows; at most 20); as a classification it is learned as a class (--task classification)");
        assertThat(Roles.of(survey(60, row -> "" + row % 7), Wishes.learn("y")).decision())
                .isEqualTo(
                        "target 'y' is learned as a value: for a class its whole numbers have too few rows each (7 different ones in 60 rows; at least 10 rows on average); as a classification it is learned as a class (--task classification)");
        assertThat(Roles.of(survey(9, row -> "" + row % 2), Wishes.learn("y")).decision())
                .isEqualTo(
                        "target 'y' is learned as a class, because it is 0 or 1; as a regression it is learned as a value (--task regression)");
        var asked = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("y", Kind.NUMBER));
        assertThat(Roles.of(survey(214, row -> "" + (1 + row % 7)), asked).task())
                .isEqualTo(Roles.Task.VALUES);
        var category = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("y", Kind.CATEGORY));
        assertThat(Roles.of(survey(100, row -> "" + row % 50), category).task())
                .isEqualTo(Roles.Task.CLASSES);
    }

    @Test
    void leavesOutWhatIsNoInput() {
        var survey = Survey.of(ListRows.of("a,b,c,y", "1,2,7,p", "2,3,7,q", "3,5,7,p"));
        var roles = Roles.of(survey, new Wishes(List.of("y"), Set.of(), Set.of("a"), Map.of()));
        assertThat(roles.roles())
                .extracting(Role::toString)
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("Unused").contains("DROPPED"),
                        b -> assertThat(b).startsWith("Input"),
                        c -> assertThat(c).startsWith("Unused").contains("CONSTANT"),
                        y -> assertThat(y).startsWith("Target"));
        var only = Roles.of(survey, new Wishes(List.of("y"), Set.of("a"), Set.of(), Map.of()));
        assertThat(only.roles().get(1)).isInstanceOf(Role.Unused.class);
    }

    @Test
    void refusesWishesThatDoNotFit() {
        var survey = survey(50, row -> "k" + row % 3);
        assertThatThrownBy(() -> Roles.of(survey, Wishes.learn("z")))
                .hasMessageContaining("unknown column 'z'");
        var three = Survey.of(ListRows.of("x,y,z", "1.5,a,1", "2.5,b,2", "3,a,9"));
        assertThatThrownBy(() -> Roles.of(three, Wishes.learn("x", "y")))
                .hasMessageContaining("'y' is of kind category; name one target");
        assertThatThrownBy(() -> Roles.of(survey(50, _ -> "k"), Wishes.learn("y")))
                .hasMessageContaining("there is nothing to learn");
        assertThatThrownBy(() -> Roles.of(survey(50, row -> "id" + row), Wishes.learn("y")))
                .hasMessageContaining("\"y:category\"");
        var date = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("x", Kind.DATE));
        assertThatThrownBy(() -> Roles.of(survey, date))
                .hasMessageContaining("column 'x' cannot be a date");
        var flag = new Wishes(List.of("y"), Set.of(), Set.of(), Map.of("x", Kind.BOOLEAN));
        assertThatThrownBy(() -> Roles.of(survey, flag))
                .hasMessageContaining("7 different values, not 2");
        var none = new Wishes(List.of("y"), Set.of(), Set.of("x"), Map.of());
        assertThatThrownBy(() -> Roles.of(survey, none)).hasMessageContaining("no column is left");
    }

    @Test
    void saysWhichInputsAreCodesAndLearnsCodesAsNumbers() {
        String[] lines =
                IntStream.range(0, 300)
                        .mapToObj(
                                row -> Text.of("%d,%03d,%03d", 100 + row % 30, row % 40, row % 50))
                        .toArray(String[]::new);
        var survey = Survey.of(ListRows.of("zip,x,y", lines));
        assertThat(Roles.of(survey, Wishes.learn("y")).codes())
                .containsExactly(
                        "column 'zip' is a category, because its name suggests that its whole numbers are codes; it can be taken for numbers (--columns \"zip:number\")",
                        "column 'x' is a category, because leading zeros show that its whole numbers are codes; it can be taken for numbers (--columns \"x:number\")");
        assertThat(Roles.of(survey, Wishes.learn("y")).task()).isEqualTo(Roles.Task.VALUES);
        var numbers =
                new Wishes(
                        List.of("y"),
                        Set.of(),
                        Set.of("x"),
                        Map.of("zip", Kind.NUMBER, "y", Kind.CATEGORY));
        assertThat(Roles.of(survey, numbers).codes()).isEmpty();
        assertThat(Roles.of(survey, numbers).task()).isEqualTo(Roles.Task.CLASSES);
    }

    @Test
    void namesTheColumnOfAFieldThatCannotBeRead() {
        var lines = new ArrayList<String>();
        IntStream.range(0, 100).forEach(row -> lines.add(row % 7 + ",k" + row % 3));
        lines.addAll(List.of("12a,k1", "12b,k1"));
        var survey = Survey.of(ListRows.of("x,y", lines.toArray(String[]::new)));
        var roles = Roles.of(survey, Wishes.learn("y"));
        assertThatThrownBy(() -> roles.requireReadable(List.of("12a", "k1")))
                .isInstanceOf(UnreadableFieldException.class)
                .hasMessage("column 'x': expected a finite number or nothing, got '12a'");
        roles.requireReadable(List.of("NA", "k1"));
        assertThat(roles.hasTargets(List.of("1", ""))).isFalse();
        assertThat(roles.hasTargets(List.of("", "k1"))).isTrue();
    }
}
