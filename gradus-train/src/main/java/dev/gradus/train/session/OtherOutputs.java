package dev.gradus.train.session;

import dev.gradus.model.Meaning;
import dev.gradus.nn.Network;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Optional;

/**
 * Outputs that stand for other classes or columns than in the model that training starts from,
 * although there may be as many.
 *
 * @param theirs what the outputs of the model stand for
 * @param head what computes them here
 */
record OtherOutputs(Meaning theirs, Head head) {
    private static final int LISTED = 8;

    /** Returns what is other; empty if nothing is, or the outputs of one of both have no names. */
    static Optional<OtherOutputs> of(Meaning theirs, Meaning ours, Network network) {
        boolean areNamed = !theirs.outputs().isEmpty() && !ours.outputs().isEmpty();
        boolean areSame =
                theirs.isClasses() == ours.isClasses() && theirs.outputs().equals(ours.outputs());
        return areNamed && !areSame
                ? Optional.of(new OtherOutputs(theirs, Head.of(network)))
                : Optional.empty();
    }

    /** Returns whether a parameter or statistic is one of the head. */
    boolean isOfHead(String name) {
        return head.names().contains(name);
    }

    /**
     * Returns what becomes of the head, in a sentence.
     *
     * @param names its parameters
     */
    String sentence(List<String> names) {
        List<String> outputs = theirs.outputs();
        int more = outputs.size() - LISTED;
        return "the outputs stand for something else than in the model (there %s%s), so at initial values: %s"
                .formatted(
                        String.join(", ", outputs.subList(0, Math.min(LISTED, outputs.size()))),
                        more > 0 ? Text.of(" and %,d more", more) : "",
                        String.join(", ", names));
    }
}
