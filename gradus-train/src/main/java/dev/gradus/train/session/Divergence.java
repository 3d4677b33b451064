package dev.gradus.train.session;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;

/** Messages with advice for a loss or gradient that is no longer finite. */
public final class Divergence {
    private Divergence() {}

    /**
     * Returns the ending of a run whose loss or gradient is not finite.
     *
     * @param session the run
     * @return an ending that says what was not finite, where, and what to try
     */
    public static Ending ending(TrainingSession session) {
        String text =
                "%s; try a lower rate (%s), the gradient's norm clipped to 1, or inputs scaled to about -1 … 1"
                        .formatted(what(session), NumberText.brief(session.learningRate() / 10));
        return Ending.diverged(text);
    }

    /** Returns what is not finite, and where. */
    static String what(TrainingSession session) {
        boolean loss = !Double.isFinite(session.loss());
        return Text.of(
                "%s became %s at step %d (epoch %d) with learning rate %s",
                loss ? "the loss" : "the gradient",
                loss ? session.loss() : session.gradientNorm(),
                session.step(),
                session.passes().epoch(session.batch()) + 1,
                NumberText.brief(session.learningRate()));
    }
}
