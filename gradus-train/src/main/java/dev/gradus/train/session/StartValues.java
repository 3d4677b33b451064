package dev.gradus.train.session;

import dev.gradus.data.Fingerprint;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Begins the training of a network at the values of a model: whatever has the same name and shape
 * in both. All else, such as a new head, begins as without it.
 */
public final class StartValues {
    private StartValues() {}

    /**
     * Copies the values of a model into a program.
     *
     * @return what was taken over and what was not, a sentence each
     * @throws IllegalArgumentException if nothing of the model fits the network
     */
    static List<String> copy(Model model, Program program) {
        Map<String, float[]> values = byName(model);
        Map<String, List<Integer>> theirs = shapes(model.network());
        Map<String, List<Integer>> ours = shapes(program.network());
        var taken = new ArrayList<String>();
        var anew = new ArrayList<String>();
        for (StateEntry entry : program.state()) {
            if (entry.kind() == StateEntry.Kind.SLOT) {
                continue;
            }
            String name = entry.name();
            float[] found = values.remove(name);
            if (found != null && Objects.equals(theirs.get(name), ours.get(name))) {
                program.write(entry, found);
                taken.add(name);
            } else {
                anew.add(
                        found == null
                                ? name
                                : "%s (%s, in the model %s)"
                                        .formatted(name, ours.get(name), theirs.get(name)));
            }
        }
        if (taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model to start from has no values that fit the network: it is %s, and the network is %s"
                            .formatted(model.network().text(), program.network().text()));
        }
        return sentences(taken, anew, values);
    }

    private static Map<String, List<Integer>> shapes(Network network) {
        var shapes = new HashMap<String, List<Integer>>();
        network.parameters()
                .forEach(parameter -> shapes.put(parameter.name(), parameter.dimensions()));
        network.statistics()
                .forEach(statistic -> shapes.put(statistic.name(), List.of(statistic.size())));
        return shapes;
    }

    private static List<String> sentences(
            List<String> taken, List<String> anew, Map<String, float[]> left) {
        var sentences = new ArrayList<String>();
        sentences.add("starts from the model's values of " + String.join(", ", taken));
        if (!anew.isEmpty()) {
            sentences.add(
                    "not in the model as they are here, and so begun anew: "
                            + String.join(", ", anew));
        }
        if (!left.isEmpty()) {
            sentences.add(
                    "in the model, and not in the network: "
                            + left.keySet().stream().sorted().toList());
        }
        return sentences;
    }

    /**
     * Returns a short text that is the same for the same network and values, and another for
     * others.
     */
    public static String fingerprint(Model model) {
        var text = new StringBuilder(model.network().toString());
        List<StateEntry> entries = model.values().entries();
        for (int i = 0; i < entries.size(); i++) {
            text.append(entries.get(i).name()).append(Arrays.hashCode(model.values().values(i)));
        }
        return Fingerprint.of(text.toString());
    }

    private static Map<String, float[]> byName(Model model) {
        var values = new HashMap<String, float[]>();
        List<StateEntry> entries = model.values().entries();
        for (int i = 0; i < entries.size(); i++) {
            values.put(entries.get(i).name(), model.values().values(i));
        }
        return values;
    }
}
