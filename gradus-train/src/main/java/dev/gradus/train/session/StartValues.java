package dev.gradus.train.session;

import dev.gradus.model.Weights;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.recipe.Keys;
import dev.gradus.train.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Starts the training of a network from trained values: those with the same name and shape in both.
 * Everything else, such as a new head, starts at its initial values.
 */
final class StartValues {
    private StartValues() {}

    /**
     * Copies the values that a trainer starts from, if it has any, into a program.
     *
     * @return notes on what was taken over and what was not, one sentence each
     * @throws IllegalArgumentException if none of the values fits the network, or a pattern matches
     *     nothing in it
     */
    static List<String> copy(Settings settings, Program program) {
        List<String> anew = settings.get(Keys.REINITIALIZE);
        if (settings.startFrom.isEmpty()) {
            if (!anew.isEmpty()) {
                throw new IllegalArgumentException(
                        "reinitialize %s needs a model to start from (startFrom, --start-from); without it everything starts at initial values"
                                .formatted(anew));
            }
            return List.of();
        }
        List<String> sentences = copy(settings.startFrom.get(), anew, program);
        settings.startFrom
                .get()
                .preparation()
                .flatMap(theirs -> OtherInputs.remark(theirs, settings.preparation))
                .ifPresent(sentences::add);
        return sentences;
    }

    private static List<String> copy(Weights weights, List<String> anew, Program program) {
        Map<String, List<Integer>> shapes = Weights.shapes(program.network());
        anew.forEach(pattern -> requireKnown(pattern, shapes));
        var taken = new ArrayList<String>();
        var begun = new ArrayList<String>();
        for (StateEntry entry : program.state()) {
            if (entry.isOfModel()) {
                String name = entry.name();
                List<Integer> shape = Objects.requireNonNull(shapes.get(name));
                Optional<float[]> found =
                        isAnew(name, anew) ? Optional.empty() : weights.find(name, shape);
                found.ifPresent(values -> program.write(entry, values));
                if (found.isPresent()) {
                    taken.add(name);
                } else {
                    begun.add(begun(name, shape, weights));
                }
            }
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the values to start from fits the network: they are %s, but the network has %s"
                            .formatted(text(weights.shapes()), text(shapes)));
        }
        return sentences(taken, begun, weights, shapes);
    }

    private static void requireKnown(String pattern, Map<String, List<Integer>> shapes) {
        if (shapes.keySet().stream().noneMatch(name -> ParameterGroup.fits(pattern, name))) {
            throw new IllegalArgumentException(
                    "reinitialize '%s' matches no parameter; there are %s"
                            .formatted(pattern, shapes.keySet()));
        }
    }

    private static boolean isAnew(String name, List<String> anew) {
        return anew.stream().anyMatch(pattern -> ParameterGroup.fits(pattern, name));
    }

    private static String begun(String name, List<Integer> shape, Weights weights) {
        List<Integer> theirs = weights.shapes().get(name);
        return theirs == null || theirs.equals(shape)
                ? name
                : "%s (%s, in the model %s)".formatted(name, shape, theirs);
    }

    private static String text(Map<String, List<Integer>> shapes) {
        return shapes.isEmpty() ? "no values" : shapes.toString().replaceAll("[{}]", "");
    }

    private static List<String> sentences(
            List<String> taken,
            List<String> begun,
            Weights weights,
            Map<String, List<Integer>> shapes) {
        var sentences = new ArrayList<String>();
        sentences.add("starts from the model's values of " + String.join(", ", taken));
        if (!begun.isEmpty()) {
            sentences.add(
                    "not in the model, or of another shape, so at initial values: "
                            + String.join(", ", begun));
        }
        var left = new TreeSet<>(weights.shapes().keySet());
        left.removeAll(shapes.keySet());
        if (!left.isEmpty()) {
            sentences.add("in the model, but not in the network: " + String.join(", ", left));
        }
        return sentences;
    }
}
