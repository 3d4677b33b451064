package dev.gradus.train;

import dev.gradus.recipe.Judge;
import dev.gradus.run.event.TrainingEvent.Mark;
import java.util.EnumSet;
import java.util.Set;

/** The marks of an epoch: whether it is the best so far, and whether it shows over-fitting. */
final class Marks {
    /** Over-fitting is marked from this many reports in a row: one may be chance. */
    private static final int REPORTS = 2;

    private Marks() {}

    /** Returns the marks of the epoch that led to this state. */
    static Set<Mark> of(Judge.State state, long step) {
        var marks = EnumSet.noneOf(Mark.class);
        if (state.bestStep() == step && !Double.isNaN(state.best())) {
            marks.add(Mark.BEST);
        }
        if (state.diverging() >= REPORTS) {
            marks.add(Mark.OVERFITTING);
        }
        return marks;
    }
}
