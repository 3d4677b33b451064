package dev.gradus.train.session;

import dev.gradus.model.Meaning;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Outputs that stand for other classes or columns than in the model that training starts from,
 * although there may be as many.
 *
 * @param theirs what the outputs of the model stand for
 * @param ours what they stand for here
 */
record OtherOutputs(Meaning theirs, Meaning ours) {
    private static final int LISTED = 8;

    /** Returns what is other; empty if nothing is, or the outputs of one of both have no names. */
    static Optional<OtherOutputs> of(Meaning theirs, Meaning ours) {
        boolean areNamed = !theirs.outputs().isEmpty() && !ours.outputs().isEmpty();
        boolean areSame =
                theirs.isClasses() == ours.isClasses() && theirs.outputs().equals(ours.outputs());
        return areNamed && !areSame
                ? Optional.of(new OtherOutputs(theirs, ours))
                : Optional.empty();
    }

    /**
     * Checks that the outputs are not those of the model in another order, whose values are known,
     * but are in other places.
     */
    void requireOrder() {
        if (areAlike() && Set.copyOf(theirs.outputs()).equals(Set.copyOf(ours.outputs()))) {
            throw new IllegalArgumentException(
                    "the outputs are those of the model in another order (there %s; here %s); give them in the order of the model, or let what computes them begin anew (--head new)"
                            .formatted(
                                    Text.listed(theirs.outputs(), LISTED),
                                    Text.listed(ours.outputs(), LISTED)));
        }
    }

    /** Returns what the outputs of a head are that is kept, in a sentence. */
    String kept() {
        return "as asked, the outputs keep the model's values, although they have other names than there: %s; there %s"
                .formatted(
                        Text.listed(ours.outputs(), LISTED), Text.listed(theirs.outputs(), LISTED));
    }

    /**
     * Returns what becomes of the head, in a sentence, and what to do if only the names are others.
     *
     * @param names its parameters
     */
    String sentence(List<String> names) {
        return "the outputs stand for something else than in the model (there %s), so at initial values: %s%s"
                .formatted(
                        Text.listed(theirs.outputs(), LISTED),
                        String.join(", ", names),
                        areAlike()
                                ? "; if only their names are others, keep these values (--head model)"
                                : "");
    }

    /** Returns whether both have as many classes, or as many values. */
    private boolean areAlike() {
        return theirs.isClasses() == ours.isClasses()
                && theirs.outputs().size() == ours.outputs().size();
    }
}
