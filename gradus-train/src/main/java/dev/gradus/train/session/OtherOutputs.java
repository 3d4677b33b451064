package dev.gradus.train.session;

import dev.gradus.model.Meaning;
import dev.gradus.nn.Network;
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
 * @param head what computes them here
 */
record OtherOutputs(Meaning theirs, Meaning ours, Head head) {
    private static final int LISTED = 8;

    /** Returns what is other; empty if nothing is, or the outputs of one of both have no names. */
    static Optional<OtherOutputs> of(Meaning theirs, Meaning ours, Network network) {
        boolean areNamed = !theirs.outputs().isEmpty() && !ours.outputs().isEmpty();
        boolean areSame =
                theirs.isClasses() == ours.isClasses() && theirs.outputs().equals(ours.outputs());
        return areNamed && !areSame
                ? Optional.of(new OtherOutputs(theirs, ours, Head.of(network)))
                : Optional.empty();
    }

    /** Returns whether a parameter or statistic is one of the head. */
    boolean isOfHead(String name) {
        return head.names().contains(name);
    }

    /**
     * Checks that the outputs are not those of the model in another order, whose values are known,
     * but are in other places.
     *
     * @param names the parameters of the head that would begin anew
     */
    void requireOrder(List<String> names) {
        boolean areSame =
                areAlike() && Set.copyOf(theirs.outputs()).equals(Set.copyOf(ours.outputs()));
        if (areSame && !names.isEmpty()) {
            throw new IllegalArgumentException(
                    "the outputs are those of the model in another order (there %s; here %s); give them in the order of the model, or let what computes them begin anew (--reinitialize \"%s\")"
                            .formatted(
                                    Text.listed(theirs.outputs(), LISTED),
                                    Text.listed(ours.outputs(), LISTED),
                                    String.join(", ", names)));
        }
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
                                ? "; if only their names are others, write those of the model in the data"
                                : "");
    }

    /** Returns whether both have as many classes, or as many values. */
    private boolean areAlike() {
        return theirs.isClasses() == ours.isClasses()
                && theirs.outputs().size() == ours.outputs().size();
    }
}
