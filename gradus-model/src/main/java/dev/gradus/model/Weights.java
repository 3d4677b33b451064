package dev.gradus.model;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trained values by name and shape, from which another training can start: the parameters and
 * statistics of a {@link Model}, or the tensors of a file from elsewhere.
 */
public final class Weights {
    private static final int HASH = 16;

    private final Map<String, List<Integer>> shapes;
    private final Map<String, float[]> values;
    private final Optional<Meaning> meaning;

    /**
     * Keeps values.
     *
     * @param shapes the extents of all tensors, by name
     * @param values the values that may be used, by name; not copied
     */
    public Weights(Map<String, List<Integer>> shapes, Map<String, float[]> values) {
        this(shapes, values, Optional.empty());
    }

    private Weights(
            Map<String, List<Integer>> shapes,
            Map<String, float[]> values,
            Optional<Meaning> meaning) {
        this.shapes = Collections.unmodifiableMap(new TreeMap<>(shapes));
        this.values = new TreeMap<>(values);
        this.meaning = meaning;
        if (!shapes.keySet().containsAll(values.keySet())) {
            throw new IllegalArgumentException(
                    "there are values without a shape: %s; there are shapes for %s"
                            .formatted(values.keySet(), shapes.keySet()));
        }
    }

    /**
     * {@return the values of a model}
     *
     * @param model the model
     */
    public static Weights of(Model model) {
        var values = new TreeMap<String, float[]>();
        List<StateEntry> entries = model.values().entries();
        for (int i = 0; i < entries.size(); i++) {
            values.put(entries.get(i).name(), model.values().values(i));
        }
        return new Weights(shapes(model.network()), values, Optional.of(model.meaning()));
    }

    /**
     * {@return the extents of a network's parameters and statistics, by name}
     *
     * @param network the network
     */
    public static Map<String, List<Integer>> shapes(Network network) {
        var shapes = new TreeMap<String, List<Integer>>();
        network.parameters()
                .forEach(parameter -> shapes.put(parameter.name(), parameter.dimensions()));
        network.statistics()
                .forEach(statistic -> shapes.put(statistic.name(), List.of(statistic.size())));
        return shapes;
    }

    /** {@return the extents of all tensors, by name} */
    public Map<String, List<Integer>> shapes() {
        return shapes;
    }

    /** {@return what the numbers of the model mean; empty for those of a file from elsewhere} */
    public Optional<Meaning> meaning() {
        return meaning;
    }

    /**
     * {@return the values with this name and shape, if there are any; they must not be changed}
     *
     * @param name the name of a parameter or statistic
     * @param shape its extents
     */
    public Optional<float[]> find(String name, List<Integer> shape) {
        return Objects.equals(shapes.get(name), shape)
                ? Optional.ofNullable(values.get(name))
                : Optional.empty();
    }

    /**
     * {@return a short text that identifies names, shapes and values: the version of the
     * fingerprint rule, then the first half of a SHA-256}
     */
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        digest.update(shapes.toString().getBytes(StandardCharsets.UTF_8));
        values.forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            Sha256.add(digest, tensor, tensor.length);
        });
        return "1:" + HexFormat.of().formatHex(digest.digest(), 0, HASH);
    }
}
