package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose rows are prepared as those that a model learned from. */
class KeptPreparationTest {
    private static final Preparation OF_MODEL =
            fit(ListRows.of("a,kind,id,y", rows(0)), Wishes.learn("y").without(List.of("id")));

    private static String[] rows(int offset) {
        var rows = new String[40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] =
                    String.join(
                            ",",
                            String.valueOf(i % 8 + offset),
                            i % 2 == 0 ? "u" : "v",
                            String.valueOf(i % 23 + offset),
                            String.valueOf(i * 0.5 + offset));
        }
        return rows;
    }

    private static Preparation fit(ListRows table, Wishes wishes) {
        return Preparation.fit(Roles.of(Survey.of(table), wishes), table, _ -> true, _ -> true);
    }

    private static Preparation kept(String header, Wishes wishes) {
        return fit(ListRows.of(header, rows(100)), wishes.preparedAs(OF_MODEL));
    }

    @Test
    void inputsAndTheScaleOfALearnedNumberAreThoseOfTheModel() {
        assertThat(kept("a,kind,id,y", Wishes.learn("y"))).isEqualTo(OF_MODEL);
    }

    @Test
    void aLearnedNumberFarFromThatOfTheModelIsNamed() {
        ListRows table = ListRows.of("a,kind,id,y", rows(100));
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y").preparedAs(OF_MODEL));
        var notes = new ArrayList<String>();

        Preparation.fit(roles, table, _ -> true, _ -> true, notes::add);

        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst())
                .startsWith(
                        "column 'y' has the mean 109.8, far from that of the model, 9.75, whose");
    }

    @Test
    void anotherNumberIsLearnedByItsOwnScale() {
        Preparation other = kept("a,kind,id,z", Wishes.learn("z"));

        assertThat(other.columns()).isEqualTo(OF_MODEL.columns());
        var learned = (Learned.Values) other.learned();
        assertThat(learned.values().getFirst().mean()).isGreaterThan(100);
    }

    @Test
    void aColumnThatTheModelLeftOutCanBeLearned() {
        Preparation other = kept("a,kind,id,y", Wishes.learn("id"));

        assertThat(other.learned().columns()).containsExactly("id");
        assertThat(other.columns()).isEqualTo(OF_MODEL.columns().subList(0, 2));
        assertThat(Preparation.parse(other.text())).isEqualTo(other);
    }

    @Test
    void columnsThatTheModelDoesNotKnowAreNotUsed() {
        var table = ListRows.of("kind,b,a,y", new String[] {"u,7,1,2", "v,8,2,3", "u,9,3,5"});

        List<Role> roles =
                Roles.of(Survey.of(table), Wishes.learn("y").preparedAs(OF_MODEL)).roles();

        assertThat(roles.get(1)).isInstanceOf(Role.Unused.class);
        assertThat(((Role.Unused) roles.get(1)).reason()).isEqualTo(Reason.UNKNOWN);
        assertThat(roles.get(2)).isInstanceOf(Role.Input.class);
    }

    @Test
    void whyAColumnIsNotUsedIsNotWhyTheModelDidNotUseIt() {
        assertThat(reason("id", Wishes.learn("y"))).isEqualTo(Reason.AS_MODEL);
        assertThat(reason("id", Wishes.learn("y").without(List.of("id"))))
                .isEqualTo(Reason.DROPPED);
        assertThat(reason("id", Wishes.learn("y").with(new Partition.ByGroup("id"))))
                .isEqualTo(Reason.GROUP);
    }

    @Test
    void aColumnThatTheModelLearnedIsNotCalledUnknown() {
        assertThat(reason("y", Wishes.learn("z"), "a,kind,y,z")).isEqualTo(Reason.LEARNED);
        assertThatThrownBy(() ->
                        rolesOf(
                                "a,kind,y,z",
                                Wishes.learn("z").withOnly(List.of("a", "kind", "y"))))
                .hasMessageStartingWith("column 'y' is not an input of the model");
    }

    private static Reason reason(String column, Wishes wishes) {
        return reason(column, wishes, "a,kind,id,y");
    }

    private static Reason reason(String column, Wishes wishes, String header) {
        return rolesOf(header, wishes).roles().stream()
                .filter(role -> role.column().name().equals(column))
                .map(role -> ((Role.Unused) role).reason())
                .findFirst()
                .orElseThrow();
    }

    private static Roles rolesOf(String header, Wishes wishes) {
        return Roles.of(Survey.of(ListRows.of(header, rows(100))), wishes.preparedAs(OF_MODEL));
    }

    /** Advice to take it for something else would be refused. */
    @Test
    void nothingIsAdvisedThatTheModelDecides() {
        var table =
                ListRows.of(
                        "zip,long,y",
                        IntStream.range(0, 40)
                                .mapToObj(i ->
                                        Text.of("0%d,1234567890123456%d,%d.5", i % 4, i % 9, i))
                                .toArray(String[]::new));
        Wishes wishes = Wishes.learn("y").withKinds(List.of("long:number"));
        Roles fitted = Roles.of(Survey.of(table), wishes);
        Roles kept = Roles.of(Survey.of(table), Wishes.learn("y").preparedAs(fit(table, wishes)));

        assertThat(fitted.codes()).hasSize(1);
        assertThat(fitted.doubts()).anyMatch(doubt -> doubt.contains("(--drop \"long\")"));
        assertThat(kept.codes()).isEmpty();
        assertThat(kept.doubts()).noneMatch(doubt -> doubt.contains("--drop"));
    }

    /** Too rare here to show that it marks what is missing. */
    @Test
    void aRowIsNotFullWhereItHasTheModelsWordForAMissingNumber() {
        String[] numbers =
                IntStream.range(0, 40)
                        .mapToObj(i -> (i % 10 == 9 ? "unk" : i) + "," + i * 0.5)
                        .toArray(String[]::new);
        Preparation model = fit(ListRows.of("a,y", numbers), Wishes.learn("y"));
        numbers[9] = "9,9";
        numbers[19] = "19,9";
        numbers[29] = "29,9";
        Wishes dropping = Wishes.learn("y").preparedAs(model).with(Gaps.DROP);

        Roles roles = Roles.of(Survey.of(ListRows.of("a,y", numbers)), dropping);

        assertThat(roles.isFullEnough(List.of("38", "1"))).isTrue();
        assertThat(roles.isFullEnough(List.of("unk", "1"))).isFalse();
    }

    private static Preparation ofClasses(String... classes) {
        return fit(classes("", classes), Wishes.learn("class"));
    }

    /** Returns a table with twelve rows of each class. */
    private static ListRows classes(String end, String... classes) {
        return ListRows.of(
                "a,class",
                IntStream.range(0, 12 * classes.length)
                        .mapToObj(i -> i + 0.5 + "," + classes[i % classes.length] + end)
                        .toArray(String[]::new));
    }

    private static Learned learned(ListRows table, Preparation model, List<String> notes) {
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("class").preparedAs(model));
        return Preparation.fit(roles, table, _ -> true, _ -> true, notes::add).learned();
    }

    @Test
    void aTableWithSomeOfTheClassesOfTheModelTakesNoneFromIt() {
        Preparation model = ofClasses("elm", "oak", "yew");
        var notes = new ArrayList<String>();

        assertThat(learned(classes("", "yew", "elm"), model, notes)).isEqualTo(model.learned());
        assertThat(notes).hasSize(1);
        assertThat(notes.getFirst())
                .startsWith(
                        "column 'class' has 2 of the 3 classes of the model, which all stay (not here: oak); to learn those of this table alone, fit");
        assertThat(learned(classes("", "yew", "elm", "oak"), model, notes))
                .isEqualTo(model.learned());
        assertThat(notes).hasSize(1);
    }

    @Test
    void nothingIsSaidWhereTheTableHasAllClassesOfTheModelInWhateverOrder() {
        Preparation model =
                new Preparation(
                        ofClasses("elm", "oak", "yew").columns(),
                        new Learned.Classes("class", List.of("yew", "elm", "oak")));
        var notes = new ArrayList<String>();

        assertThat(learned(classes("", "elm", "oak", "yew"), model, notes))
                .isEqualTo(model.learned());
        assertThat(notes).isEmpty();
    }

    @Test
    void aTableWithAClassThatTheModelDoesNotKnowHasItsOwnClasses() {
        var notes = new ArrayList<String>();

        Learned learned =
                learned(classes("", "ash", "elm", "yew"), ofClasses("elm", "oak", "yew"), notes);

        assertThat(learned).isEqualTo(ofClasses("ash", "elm", "yew").learned());
        assertThat(notes)
                .containsExactly(
                        "column 'class' has classes that the model does not know (ash), so the classes are those of this table");
    }

    @Test
    void classesThatAreNumbersAreThoseOfTheModelHoweverTheyAreWritten() {
        Preparation model = ofClasses("1", "2", "3");

        assertThat(learned(classes(".0", "3", "1"), model, new ArrayList<>()))
                .isEqualTo(model.learned());
        Preparation ofWords =
                fit(
                        classes("", "01", "02", "10"),
                        Wishes.learn("class").withKinds(List.of("class:category")));
        assertThat(learned(classes("", "10", "01"), ofWords, new ArrayList<>()))
                .isEqualTo(ofWords.learned());
    }

    /** 24 rows of 8 classes look like values, and 120 rows of 10 whole numbers like classes. */
    @Test
    void whatTheModelLearnedIsLearnedInTheSameWayUnlessAskedOtherwise() {
        ListRows few =
                ListRows.of(
                        "a,class",
                        IntStream.range(0, 24)
                                .mapToObj(i -> i + 0.5 + "," + (1 + i % 8))
                                .toArray(String[]::new));
        ListRows tens = classes("", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Preparation ofClasses = ofClasses("1", "2", "3", "4", "5", "6", "7", "8");
        Preparation ofValues = fit(tens, Wishes.learn("class").withKinds(List.of("class:number")));

        assertThat(task(few, Wishes.learn("class"))).isEqualTo(Roles.Task.VALUES);
        assertThat(task(few, Wishes.learn("class").preparedAs(ofClasses)))
                .isEqualTo(Roles.Task.CLASSES);
        assertThat(task(tens, Wishes.learn("class"))).isEqualTo(Roles.Task.CLASSES);
        assertThat(task(tens, Wishes.learn("class").preparedAs(ofValues)))
                .isEqualTo(Roles.Task.VALUES);
        assertThat(task(classes("", "0", "1"), Wishes.learn("class").preparedAs(ofValues)))
                .isEqualTo(Roles.Task.VALUES);
        assertThat(
                        task(
                                tens,
                                Wishes.learn("class")
                                        .withKinds(List.of("class:category"))
                                        .preparedAs(ofValues)))
                .isEqualTo(Roles.Task.CLASSES);
        assertThat(Roles.of(Survey.of(few), Wishes.learn("class").preparedAs(ofClasses)).decision())
                .isEqualTo(
                        "target 'class' is learned as a class, as in the model; as a regression it is learned as a value (--task regression)");
    }

    private static Roles.Task task(ListRows table, Wishes wishes) {
        return Roles.of(Survey.of(table), wishes).task();
    }

    /** It is not used, whatever it holds. */
    @Test
    void noAdviceIsGivenOnAColumnThatTheModelDoesNotKnow() {
        String[] rows = rows(0);
        for (int i = 0; i < rows.length; i++) {
            rows[i] += "," + (i % 3 == 0 ? "free" + i : i + ".5");
        }
        var table = ListRows.of("a,kind,id,y,fee", rows);

        assertThat(doubts(table, Wishes.learn("y")))
                .anyMatch(doubt -> doubt.contains("--columns \"fee:number\""));
        assertThat(doubts(table, Wishes.learn("y").preparedAs(OF_MODEL))).isEmpty();
    }

    @Test
    void aColumnThatNeverChangesHereIsStillAnInput() {
        var table = ListRows.of("a,kind,y", new String[] {"4,u,2", "4,u,3", "4,u,5"});

        assertThat(fit(table, Wishes.learn("y").preparedAs(OF_MODEL)).columns())
                .isEqualTo(OF_MODEL.columns());
    }

    @Test
    void whatTheModelCannotDoIsRefused() {
        var wishes = Wishes.learn("y");

        assertThatThrownBy(() -> kept("b,kind,id,y", wishes))
                .hasMessageContaining("there is no column 'a', which the network was trained with")
                .hasMessageEndingWith(
                        "or fit a preparation to this table (--preparation new; in Java, Wishes without preparedAs)");
        assertThatThrownBy(() -> kept("y,kind,id,a", Wishes.learn("a")))
                .hasMessageStartingWith(
                        "column 'a' is an input of the model, so it cannot be learned");
        assertThatThrownBy(() -> kept("a,kind,id,y", wishes.without(List.of("a"))))
                .hasMessageStartingWith(
                        "column 'a' is an input of the model, so it cannot be left out");
        assertThatThrownBy(() -> kept("a,kind,id,y", wishes.withOnly(List.of("kind", "id", "a"))))
                .hasMessageStartingWith("column 'id' is not an input of the model");
        assertThatThrownBy(() -> kept("a,kind,id,y", wishes.withKinds(List.of("kind:embedding"))))
                .hasMessageStartingWith(
                        "column 'kind' is of kind category in the model, not embedding");
    }

    @ParameterizedTest
    @CsvSource({"28.11.2026,2026-11-28", "28/11/2026,2026-11-28", "2026/11/28,2026-11-28"})
    void daysInAnotherFormAreRefusedAtOnce(String here, String there) {
        Preparation model = fit(days(there), Wishes.learn("y"));

        assertThatThrownBy(() -> fit(days(here), Wishes.learn("y").preparedAs(model)))
                .hasMessageStartingWith(
                        "column 'day' writes its days as %s, and the table of the model as %s; "
                                .formatted(here, there));
        assertThat(fit(days(there), Wishes.learn("y").preparedAs(model))).isEqualTo(model);
    }

    /** Month/day is what days that can be read in both ways are taken for. */
    @Test
    void daysThatOnlyTheOtherOrderReadsAreRefusedAtOnce() {
        Wishes monthFirst =
                Wishes.learn("y").preparedAs(fit(days("11/28/2026"), Wishes.learn("y")));
        Wishes dayFirst = Wishes.learn("y").preparedAs(fit(days("28/11/2026"), Wishes.learn("y")));
        var both =
                ListRows.of("day,y", new String[] {"01/02/2026,1", "03/04/2026,2", "05/06/2026,3"});

        assertThatThrownBy(() -> fit(days("28/11/2026"), monthFirst))
                .hasMessageStartingWith(
                        "column 'day' writes its days as 28/11/2026, and the table of the model as 11/28/2026; ");
        assertThat(fit(both, monthFirst).columns())
                .isEqualTo(monthFirst.preparation().orElseThrow().columns());
        assertThat(fit(both, dayFirst).columns())
                .isEqualTo(dayFirst.preparation().orElseThrow().columns());
        assertThat(doubts(both, Wishes.learn("y")))
                .anyMatch(doubt -> doubt.contains("the month first"));
        assertThat(doubts(both, dayFirst)).isEmpty();
    }

    private static List<String> doubts(ListRows table, Wishes wishes) {
        return Roles.of(Survey.of(table), wishes).survey(table.rows().size()).doubts();
    }

    private static ListRows days(String like) {
        return ListRows.of(
                "day,y",
                IntStream.range(10, 28)
                        .mapToObj(day -> like.replace("28", String.valueOf(day)) + "," + day % 5)
                        .toArray(String[]::new));
    }

    @Test
    void theSameWishesAsForTheModelAreNoContradiction() {
        var wishes =
                new Wishes(
                        List.of("y"),
                        Set.of("a", "kind"),
                        Set.of("id"),
                        Map.of("a", Kind.NUMBER, "kind", Kind.CATEGORY));

        assertThat(kept("a,kind,id,y", wishes)).isEqualTo(OF_MODEL);
    }
}
