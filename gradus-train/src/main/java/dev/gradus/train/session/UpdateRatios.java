package dev.gradus.train.session;

import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.update.SquareSum;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.parameter.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how large updates are relative to the weights that they change: for each layer,
 *
 * <pre>{@code
 * ratio = ‖after − before‖ / ‖before‖
 * }</pre>
 *
 * in L2 norms over all its trained parameters together, computed in double precision. The ratio of
 * root mean squares is the same number. Everything counts that the optimizer does to a parameter:
 * momentum, weight decay, clipping, the rate of its group. Frozen parameters are left out, and so
 * is a layer while all its parameters are 0. For an embedding the whole table counts, although a
 * step changes few of its rows.
 *
 * <p>Measuring reads the weights before and after the update, so it depends on neither the
 * optimizer nor the backend, and changes nothing. An update that is not measured costs nothing.
 *
 * @see <a href="https://cs231n.github.io/neural-networks-3/#ratio">the rule of thumb: around
 *     1e-3</a>
 */
public final class UpdateRatios {
    private final Program program;
    private final List<Layer> layers;
    private final SquareSum squares = new SquareSum();
    private int every;
    private boolean measuring;
    private float[][] before = {};
    private float[] after = {};
    private Optional<Map<String, Double>> measured = Optional.empty();

    /** A layer, and those of its parameters that are trained. */
    private record Layer(String name, List<StateEntry> parameters) {}

    UpdateRatios(Program program) {
        this.program = program;
        this.layers = layers(program);
    }

    private static List<Layer> layers(Program program) {
        var layers = new ArrayList<Layer>();
        List<Parameter> all = program.network().parameters();
        for (Node node : program.network().nodes()) {
            List<StateEntry> trained =
                    node.parameters().stream()
                            .filter(parameter ->
                                    !ParameterGroup.freezes(
                                            program.options().groups(), parameter.name()))
                            .map(parameter -> program.state().get(all.indexOf(parameter)))
                            .toList();
            if (!trained.isEmpty()) {
                layers.add(new Layer(node.name(), trained));
            }
        }
        return List.copyOf(layers);
    }

    /**
     * Sets how often to measure, from the next update on.
     *
     * @param updates one update in this many, that of step {@code updates - 1} first; 0 for none
     */
    public void every(int updates) {
        every = updates;
    }

    /**
     * {@return the ratio of each layer by name, in the network's order, if the last update was
     * measured and they were not taken yet}
     */
    public Optional<Map<String, Double>> take() {
        Optional<Map<String, Double>> taken = measured;
        measured = Optional.empty();
        return taken;
    }

    /** Copies the weights if the update of this step is to be measured. */
    void beforeUpdate(long step) {
        measured = Optional.empty();
        measuring = every > 0 && (step + 1) % every == 0;
        if (!measuring) {
            return;
        }
        prepare();
        int number = 0;
        for (Layer layer : layers) {
            for (StateEntry parameter : layer.parameters) {
                program.read(parameter, before[number++]);
            }
        }
    }

    private void prepare() {
        if (before.length == 0) {
            List<StateEntry> all =
                    layers.stream().flatMap(layer -> layer.parameters.stream()).toList();
            before = all.stream().map(each -> new float[each.size()]).toArray(float[][]::new);
            after = new float[all.stream().mapToInt(StateEntry::size).max().orElse(0)];
        }
    }

    /** Compares the weights with what they were, if the update is measured. */
    void afterUpdate() {
        if (!measuring) {
            return;
        }
        measuring = false;
        var ratios = new LinkedHashMap<String, Double>();
        int number = 0;
        for (Layer layer : layers) {
            double change = 0;
            double size = 0;
            for (StateEntry parameter : layer.parameters) {
                float[] was = before[number++];
                program.read(parameter, after);
                change += squares.ofDifferences(after, was, was.length);
                size += squares.of(was, 0, was.length);
            }
            if (size > 0) {
                ratios.put(layer.name, Math.sqrt(change / size));
            }
        }
        measured = Optional.of(ratios);
    }
}
