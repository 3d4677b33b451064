package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.model.Meaning;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.recipe.HeadStart;
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
 * Everything else starts at its initial values, and so does the {@link Head} where its outputs
 * stand for other classes or columns than in the model.
 */
final class StartValues {
    private final Weights weights;
    private final Map<String, List<Integer>> shapes;
    private final List<String> patterns;
    private final Optional<HeadStart> wish;
    private final Head computing;
    private final Optional<OtherOutputs> others;
    private final List<String> taken = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> head = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final List<String> initial = new ArrayList<>(); // all that are not taken
    private boolean lost; // whether the model has no values for some of the head

    private StartValues(
            Weights weights,
            Network network,
            List<String> patterns,
            Optional<HeadStart> wish,
            Optional<OtherOutputs> others) {
        this.weights = weights;
        this.shapes = Weights.shapes(network);
        this.patterns = patterns;
        this.wish = wish;
        this.computing = Head.of(network);
        this.others = others;
        patterns.forEach(this::requireKnown);
    }

    /**
     * Copies the values that a trainer starts from, if it has any, into a program.
     *
     * @param data what is learned from
     * @return notes on what was taken over and what was not, one sentence each
     * @throws IllegalArgumentException if none of the values fits the network, or a pattern matches
     *     nothing in it
     */
    static List<String> copy(Settings settings, Dataset data, Program program) {
        List<String> patterns = settings.get(Keys.REINITIALIZE);
        Optional<HeadStart> wish = settings.recipe.find(Keys.HEAD);
        if (settings.startFrom.isEmpty()) {
            if (!patterns.isEmpty()) {
                throw needsModel("reinitialize " + patterns);
            }
            wish.ifPresent(head -> {
                throw needsModel("head " + head);
            });
            return List.of();
        }
        Weights weights = settings.startFrom.get();
        Network network = program.network();
        Optional<OtherOutputs> others =
                weights.meaning()
                        .flatMap(theirs -> OtherOutputs.of(theirs, settings.meaning(data)));
        var values = new StartValues(weights, network, patterns, wish, others);
        program.state().stream()
                .filter(StateEntry::isOfModel)
                .forEach(entry -> values.copy(entry, program));
        values.requireHead();
        List<String> sentences = values.sentences(settings.groups());
        weights.meaning()
                .flatMap(Meaning::preparation)
                .flatMap(theirs -> OtherInputs.remark(theirs, settings.preparation))
                .ifPresent(sentences::add);
        return sentences;
    }

    private void copy(StateEntry entry, Program program) {
        String name = entry.name();
        List<Integer> shape = Objects.requireNonNull(shapes.get(name));
        Optional<float[]> found = weights.find(name, shape);
        if (found.isEmpty()) {
            absent.add(absent(name, shape));
            lost |= computing.has(name);
        } else if (isAsked(name)) {
            asked.add(name);
        } else if (others.isPresent() && wish.isEmpty() && computing.has(name)) {
            head.add(name);
        } else {
            program.write(entry, found.get());
            taken.add(name);
            return;
        }
        initial.add(name);
    }

    private boolean isAsked(String name) {
        return (computing.has(name) && wish.filter(HeadStart.NEW::equals).isPresent())
                || patterns.stream().anyMatch(pattern -> ParameterGroup.fits(pattern, name));
    }

    private boolean isKept() {
        return wish.filter(HeadStart.MODEL::equals).isPresent();
    }

    /** Checks that the head has the values of the model, if it is to have them, in their order. */
    private void requireHead() {
        if (isKept() && lost) {
            throw new IllegalArgumentException(
                    "the head of the model cannot be kept (head: model), since this network has another: %s; train for as many outputs as the model has, or let the head begin anew (--head new)"
                            .formatted(String.join(", ", absent)));
        }
        if (isKept() || !head.isEmpty()) {
            others.ifPresent(OtherOutputs::requireOrder);
        }
    }

    private static IllegalArgumentException needsModel(String setting) {
        return new IllegalArgumentException(
                setting
                        + " needs a model to start from (startFrom, --start-from); without it everything starts at initial values");
    }

    private void requireKnown(String pattern) {
        if (shapes.keySet().stream().noneMatch(name -> ParameterGroup.fits(pattern, name))) {
            throw new IllegalArgumentException(
                    "reinitialize '%s' matches no parameter; there are %s"
                            .formatted(pattern, shapes.keySet()));
        }
    }

    private String absent(String name, List<Integer> shape) {
        List<Integer> theirs = weights.shapes().get(name);
        return theirs == null ? name : "%s (%s, in the model %s)".formatted(name, shape, theirs);
    }

    private List<String> sentences(List<ParameterGroup> groups) {
        requireTaken();
        var sentences = new ArrayList<String>();
        sentences.add("starts from the model's values of " + String.join(", ", taken));
        others.filter(_ -> !head.isEmpty())
                .map(each -> each.sentence(head))
                .ifPresent(sentences::add);
        others.filter(_ -> isKept()).map(OtherOutputs::kept).ifPresent(sentences::add);
        if (!asked.isEmpty()) {
            sentences.add("as asked, at initial values: " + String.join(", ", asked));
        }
        if (!absent.isEmpty()) {
            sentences.add(
                    "not in the model, or of another shape, so at initial values: "
                            + String.join(", ", absent));
        }
        List<String> frozen =
                initial.stream().filter(name -> ParameterGroup.freezes(groups, name)).toList();
        if (!frozen.isEmpty()) {
            sentences.add(
                    "frozen at initial values, so nothing is learned there: %s; freeze what the model has values for"
                            .formatted(String.join(", ", frozen)));
        }
        var left = new TreeSet<>(weights.shapes().keySet());
        left.removeAll(shapes.keySet());
        if (!left.isEmpty()) {
            sentences.add("in the model, but not in the network: " + String.join(", ", left));
        }
        return sentences;
    }

    private void requireTaken() {
        if (!taken.isEmpty()) {
            return;
        }
        if (!head.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is left of the model to start from: %s, or train without it (startFrom, --start-from)"
                            .formatted(others.orElseThrow().sentence(head)));
        }
        throw new IllegalArgumentException(
                "none of the values to start from fits the network: they are %s, but the network has %s"
                        .formatted(text(weights.shapes()), text(shapes)));
    }

    private static String text(Map<String, List<Integer>> shapes) {
        return shapes.isEmpty() ? "no values" : shapes.toString().replaceAll("[{}]", "");
    }
}
