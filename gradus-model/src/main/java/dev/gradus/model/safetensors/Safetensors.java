package dev.gradus.model.safetensors;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.gradus.file.SafeFile;
import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import dev.gradus.model.StateValues;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.number.Text;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weights to and from Python in the safetensors format. Tensors are named as in PyTorch, {@code
 * dense1.weight} and {@code batchNorm1.running_mean}, and have PyTorch's shapes, so that a module
 * with layers of these names loads them by {@code load_state_dict}.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public final class Safetensors {
    /**
     * PyTorch counts it along with the statistics of a batch normalization; Gradus does not use it.
     */
    private static final String COUNTER = ".num_batches_tracked";

    private Safetensors() {}

    /**
     * Writes the values of a model, completely or not at all. The metadata holds {@code format:
     * pt}, the network and the loss as text, and the model's whole provenance.
     *
     * @param model the model
     * @param file the file
     * @throws IOException if the file cannot be written; an earlier file is then still there
     */
    public static void write(Model model, Path file) throws IOException {
        SafeFile.replace(file, out -> write(model, out));
    }

    private static void write(Model model, OutputStream out) throws IOException {
        Map<String, float[]> values = byName(model.values());
        byte[] header = header(model).getBytes(StandardCharsets.UTF_8);
        out.write(
                ByteBuffer.allocate(Long.BYTES)
                        .order(LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array());
        out.write(header);
        for (TorchName name : TorchName.of(model.network())) {
            out.write(bytes(Objects.requireNonNull(values.get(name.name()))));
        }
    }

    private static byte[] bytes(float[] row) {
        byte[] bytes = new byte[Math.multiplyExact(row.length, Float.BYTES)];
        ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).asFloatBuffer().put(row);
        return bytes;
    }

    private static Map<String, float[]> byName(StateValues values) {
        var byName = new HashMap<String, float[]>();
        for (int i = 0; i < values.entries().size(); i++) {
            byName.put(values.entries().get(i).name(), values.values(i));
        }
        return byName;
    }

    /** Padded with spaces, so that the values start at a multiple of 8 bytes. */
    private static String header(Model model) {
        var fields = new ArrayList<String>();
        fields.add(Header.quoted("__metadata__") + ":" + metadata(model));
        long from = 0;
        for (TorchName name : TorchName.of(model.network())) {
            long to =
                    from
                            + Float.BYTES
                                    * name.shape().stream()
                                            .mapToLong(i -> i)
                                            .reduce(1, (a, b) -> a * b);
            fields.add(
                    Text.of(
                            "%s:{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                            Header.quoted(name.torch()),
                            name.shape().toString().replace(" ", ""),
                            from,
                            to));
            from = to;
        }
        String header = "{" + String.join(",", fields) + "}";
        int bytes = header.getBytes(StandardCharsets.UTF_8).length;
        return header + " ".repeat((8 - bytes % 8) % 8);
    }

    private static String metadata(Model model) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", "pt");
        metadata.put("network", model.network().toString());
        metadata.put("loss", model.loss().toString());
        metadata.putAll(model.provenance().facts());
        return metadata.entrySet().stream()
                .map(fact -> Header.quoted(fact.getKey()) + ":" + Header.quoted(fact.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Reads values for a network from a file whose layers have the network's names.
     *
     * @param file the file
     * @param network the network that the values are for
     * @return the values
     * @throws ModelException if the file cannot be read or is damaged, or a tensor is missing,
     *     additional, of another shape or of a type that cannot be converted to float32 exactly
     */
    public static StateValues read(Path file, Network network) {
        return read(file, network, Map.of());
    }

    /**
     * Reads values for a network.
     *
     * @param file the file
     * @param network the network that the values are for
     * @param names the file's names of layers, by their names in the network: {@code
     *     Map.of("dense1", "classifier.0")}; other layers have the same name in both
     * @return the values
     * @throws ModelException if the file cannot be read or is damaged, or a tensor is missing,
     *     additional, of another shape or of a type that cannot be converted to float32 exactly
     */
    public static StateValues read(Path file, Network network, Map<String, String> names) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return values(TensorFile.open(channel), network, names);
        } catch (IOException failure) {
            throw new ModelException(FileFault.of("cannot read", file, failure), failure);
        } catch (ModelException fault) {
            throw new ModelException(file + ": " + fault.getMessage(), fault);
        }
    }

    /**
     * Reads what a file has for a network that may differ in some layers: the values of every
     * tensor with the name and shape that one of the network's parameters or statistics has in
     * PyTorch, and the names and shapes of all other tensors.
     *
     * @param file the file
     * @param network the network that the values are for
     * @return the values that the file has
     * @throws ModelException if the file cannot be read or is damaged, or a tensor that fits is of
     *     a type that cannot be converted to float32 exactly
     */
    public static Weights weights(Path file, Network network) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return weights(TensorFile.open(channel), network);
        } catch (IOException failure) {
            throw new ModelException(FileFault.of("cannot read", file, failure), failure);
        } catch (ModelException fault) {
            throw new ModelException(file + ": " + fault.getMessage(), fault);
        }
    }

    private static Weights weights(TensorFile file, Network network) throws IOException {
        var shapes = new HashMap<String, List<Integer>>();
        var values = new HashMap<String, float[]>();
        Set<String> others = new HashSet<>(file.tensors().keySet());
        Map<String, List<Integer>> ours = Weights.shapes(network);
        for (TorchName name : TorchName.of(network)) {
            if (others.remove(name.torch())) {
                List<Integer> theirs = file.shape(name.torch());
                boolean fits = theirs.equals(name.shape());
                if (fits) {
                    values.put(name.name(), file.values(name.torch(), theirs));
                }
                shapes.put(
                        name.name(), fits ? Objects.requireNonNull(ours.get(name.name())) : theirs);
            }
        }
        others.removeIf(name -> name.endsWith(COUNTER));
        for (String other : others) {
            shapes.put(other, file.shape(other));
        }
        return new Weights(shapes, values);
    }

    private static StateValues values(TensorFile file, Network network, Map<String, String> names)
            throws IOException {
        var values = new HashMap<String, float[]>();
        Set<String> others = new HashSet<>(file.tensors().keySet());
        for (TorchName name : TorchName.of(network)) {
            String theirs = names.getOrDefault(name.layer(), name.layer()) + "." + name.member();
            values.put(name.name(), file.values(theirs, name.shape()));
            others.remove(theirs);
        }
        others.removeIf(name -> name.endsWith(COUNTER));
        if (!others.isEmpty()) {
            throw new ModelException(
                    "the file has tensors that the network does not: "
                            + others.stream().sorted().collect(Collectors.joining(", ")));
        }
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        return new StateValues(
                entries, entries.stream().map(entry -> values.get(entry.name())).toList());
    }
}
