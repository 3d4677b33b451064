package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Wishes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableUseTest {
    private static final Preparation OF_MODEL =
            Preparation.asTheyAre(List.of("x"), new Learned.Classes("kind", List.of("elm", "oak")));

    private static final Wishes WISHES = Wishes.learn("kind");
    private static final Recipe STARTED = Recipe.empty().with(Keys.START_FROM, "fox.gradus");
    private static final Recipe KEPT = STARTED.with(Keys.PREPARATION, "model");
    private static final Recipe ANEW = STARTED.with(Keys.PREPARATION, "new");

    @Test
    void thatOfAModelIsKeptUnlessTheRecipeSaysOtherwise() {
        var kept = new TableUse(KEPT, WISHES.preparedAs(OF_MODEL));

        assertThat(TableUse.of(STARTED, WISHES, Optional.of(OF_MODEL))).isEqualTo(kept);
        assertThat(TableUse.of(KEPT, WISHES, Optional.of(OF_MODEL))).isEqualTo(kept);
        assertThat(TableUse.of(ANEW, WISHES, Optional.of(OF_MODEL)))
                .isEqualTo(new TableUse(ANEW, WISHES));
        assertThat(TableUse.of(STARTED, WISHES, Optional.empty()))
                .isEqualTo(new TableUse(STARTED, WISHES));
    }

    @Test
    void thatOfAProgramIsKeptAndNotCalledThatOfTheModel() {
        Wishes own = WISHES.preparedAs(Preparation.asTheyAre(List.of("y"), OF_MODEL.learned()));

        assertThat(TableUse.of(STARTED, own, Optional.of(OF_MODEL)))
                .isEqualTo(new TableUse(STARTED, own));
        assertThatThrownBy(() -> TableUse.of(ANEW, own, Optional.of(OF_MODEL)))
                .hasMessage(
                        "rows are prepared as Wishes.preparedAs or as the recipe says (preparation: new); give one");
    }

    @Test
    void oneThatIsNotThereCannotBeKept() {
        assertThatThrownBy(() -> TableUse.of(KEPT, WISHES, Optional.empty()))
                .hasMessage(
                        "fox.gradus has no preparation of a table to keep; leave preparation out");
        assertThatThrownBy(
                        () -> TableUse.of(KEPT.without(Keys.START_FROM), WISHES, Optional.empty()))
                .hasMessageStartingWith(
                        "preparation model is that of the model that training starts from; name it");
    }

    /** Versions that knew no kept preparation fitted one to each table. */
    @Test
    void aRecordThatDoesNotSayHowRowsWerePreparedPreparedThemAnew() {
        Recipe ofTable = STARTED.with(Keys.TARGET, List.of("kind"));

        assertThat(TableUse.ofRecord(ofTable)).isEqualTo(ofTable.with(Keys.PREPARATION, "new"));
        for (Recipe other :
                List.of(
                        STARTED,
                        ofTable.without(Keys.START_FROM),
                        ofTable.with(Keys.PREPARATION, "model"))) {
            assertThat(TableUse.ofRecord(other)).isEqualTo(other);
        }
    }
}
