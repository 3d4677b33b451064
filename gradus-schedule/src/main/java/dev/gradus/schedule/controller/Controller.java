package dev.gradus.schedule.controller;

import dev.gradus.text.Expression;
import java.util.Map;

/**
 * A rule that turns measurements into a factor on a schedule: {@code effective = curve(step) ×
 * factor}. The state is explicit and immutable, so a run resumes from it bit for bit.
 *
 * <pre>{@code
 * var plateau = Plateau.plateau().factor(0.5).patience(3);
 * var state = plateau.start();
 * state = plateau.next(state, Observation.measured(validationLoss, rate));
 * double effective = plateau.apply(state, rate);
 * }</pre>
 */
public sealed interface Controller
        permits Plateau, ProbabilityOfDecrease, Greedy, Manual, OwnController {
    /** {@return the state before anything was observed; its factor is 1} */
    State start();

    /**
     * {@return the state after one more observation} Pure: the same arguments give an equal state.
     *
     * @param state a state of this kind of controller
     * @param observation what happened; observations that this controller ignores leave the state
     *     unchanged
     * @throws IllegalArgumentException when the state belongs to another kind of controller
     */
    State next(State state, Observation observation);

    /**
     * {@return the state that a checkpoint holds} The inverse of {@link State#tree}.
     *
     * @param tree what {@link State#tree} returned, perhaps read from a file
     */
    State restore(Map<String, ?> tree);

    /** {@return what the trainer should feed to {@link #next}} */
    Watched watched();

    /** {@return what should happen to the weights when this controller lowers the rate} */
    default Weights afterCut() {
        return Weights.KEEP;
    }

    /**
     * {@return the current positive factor}
     *
     * @param state the state after the last observation
     */
    default double factor(State state) {
        return state.factor();
    }

    /**
     * The current rate.
     *
     * @param state the state after the last observation
     * @param rate the rate without this controller
     * @return {@code rate × factor}, unless a person holds a rate
     */
    default double apply(State state, double rate) {
        return rate * state.factor();
    }

    /**
     * Reads a controller from its text form, such as {@code plateau(factor=0.5, patience=3)}; the
     * inverse of {@code toString}.
     *
     * @param text a controller as a user writes it
     * @return the controller
     * @throws dev.gradus.text.TextException when the text names no controller; it points and
     *     suggests
     */
    static Controller parse(String text) {
        return of(Expression.parse(text));
    }

    /**
     * Reads a controller from a parsed text; see {@link #parse}.
     *
     * @param expression the parsed text
     * @return the controller
     */
    static Controller of(Expression expression) {
        return ControllerText.read(expression);
    }

    /**
     * {@return whether an expression is a call of a controller of ours}
     *
     * @param expression the parsed text
     */
    static boolean isController(Expression expression) {
        return ControllerText.isController(expression);
    }

    /** Everything that a controller remembers; saved in checkpoints. */
    sealed interface State
            permits Plateau.State,
                    ProbabilityOfDecrease.State,
                    Greedy.State,
                    Manual.State,
                    OwnController.State {
        /** {@return the positive factor in force} */
        double factor();

        /**
         * {@return the state as names to numbers, texts, and lists and maps of such, for a
         * checkpoint of any format}
         */
        Map<String, Object> tree();
    }

    /** What a controller observes. */
    enum Watched {
        /** The training loss of every update. */
        TRAINING_LOSS,
        /** One value per report, usually the validation loss after an epoch. */
        REPORTED_METRIC,
        /** The requests of a person. */
        REQUESTS
    }

    /** What happens to the weights when the rate is lowered. */
    enum Weights {
        /** Training continues from where it is. */
        KEEP,
        /** Training continues from the best weights so far. */
        RESTORE_BEST
    }
}
