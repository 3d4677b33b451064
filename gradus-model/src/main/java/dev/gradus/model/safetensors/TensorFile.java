package dev.gradus.model.safetensors;

import dev.gradus.model.ModelException;
import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A safetensors file: the length of a header, the header, and bytes that its tensors cover without
 * gaps. Nothing in the header is used before it is known to fit the file.
 */
final class TensorFile {
    private static final int MOST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    private final Map<String, Tensor> tensors;
    private final FileChannel channel;
    private final long start;

    /**
     * Where a tensor is.
     *
     * @param type the type of its values, as in the file
     * @param shape its extents
     * @param from its first byte, counted from the end of the header
     * @param to the byte after its last
     */
    record Tensor(String type, List<Long> shape, long from, long to) {}

    private TensorFile(FileChannel channel, long start, Map<String, Tensor> tensors) {
        this.channel = channel;
        this.start = start;
        this.tensors = tensors;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    static TensorFile open(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new ModelException(
                    Text.of(
                            "this is not a safetensors file: it has %d bytes, too few for the length of a header",
                            size));
        }
        long length = bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > MOST_HEADER || length > size - Long.BYTES) {
            throw new ModelException(
                    Text.of(
                            "this is not a safetensors file, or it is truncated: its header would have %s bytes, but %d follow (at most 100,000,000 are read)",
                            Long.toUnsignedString(length), size - Long.BYTES));
        }
        long start = Long.BYTES + length;
        Map<String, Tensor> tensors = tensors(text(bytes(channel, Long.BYTES, (int) length)));
        requireCovered(tensors, size - start);
        return new TensorFile(channel, start, tensors);
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException fault) {
            throw new ModelException("the header is not UTF-8", fault);
        }
    }

    private static Map<String, Tensor> tensors(String header) {
        try {
            if (!header.startsWith("{")) {
                throw new IllegalArgumentException("the header does not start with '{'");
            }
            var tensors = new LinkedHashMap<String, Tensor>();
            Header.parse(header)
                    .forEach((name, fields) -> {
                        if (!name.equals(METADATA)) {
                            tensors.put(name.toString(), tensor(name.toString(), fields));
                        }
                    });
            return tensors;
        } catch (IllegalArgumentException fault) {
            throw new ModelException(
                    "the safetensors file is damaged: " + fault.getMessage(), fault);
        }
    }

    private static Tensor tensor(String name, Object fields) {
        if (fields instanceof Map<?, ?> map
                && map.size() == 3
                && map.get("dtype") instanceof String type
                && map.get("shape") instanceof List<?> shape
                && map.get("data_offsets") instanceof List<?> offsets
                && offsets.size() == 2
                && wholes(shape).isPresent()
                && wholes(offsets).isPresent()) {
            List<Long> ends = wholes(offsets).get();
            return new Tensor(type, wholes(shape).get(), ends.get(0), ends.get(1));
        }
        throw new IllegalArgumentException(
                "tensor \"%s\" has no dtype, shape and data_offsets".formatted(name));
    }

    private static Optional<List<Long>> wholes(List<?> values) {
        var wholes = new ArrayList<Long>();
        for (Object value : values) {
            if (!(value instanceof Long whole)) {
                return Optional.empty();
            }
            wholes.add(whole);
        }
        return Optional.of(wholes);
    }

    /** Tensors follow one another without gaps, from the first byte to the last. */
    private static void requireCovered(Map<String, Tensor> tensors, long size) {
        long next = 0;
        var inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(Comparator.comparingLong(each -> each.getValue().from()));
        for (Map.Entry<String, Tensor> each : inOrder) {
            Tensor tensor = each.getValue();
            if (tensor.from() != next || tensor.to() < tensor.from()) {
                throw new ModelException(
                        Text.of(
                                "the safetensors file is damaged: tensor \"%s\" is at bytes %d to %d, but should start at %d",
                                each.getKey(), tensor.from(), tensor.to(), next));
            }
            next = tensor.to();
        }
        if (next != size) {
            throw new ModelException(
                    Text.of(
                            "the safetensors file is damaged or truncated: its tensors take %d bytes, but it has %d",
                            next, size));
        }
    }

    /** Returns the extents of a tensor of the file. */
    List<Integer> shape(String name) {
        return Objects.requireNonNull(tensors.get(name)).shape().stream()
                .map(extent -> Math.clamp(extent, 0, Integer.MAX_VALUE))
                .toList();
    }

    /**
     * Reads the values of a tensor.
     *
     * @param shape the expected extents
     */
    float[] values(String name, List<Integer> shape) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelException(
                    "the file has no tensor \"%s\"; it has %s"
                            .formatted(name, String.join(", ", tensors.keySet())));
        }
        if (!tensor.shape().equals(shape.stream().map(Integer::longValue).toList())) {
            throw new ModelException(
                    "tensor \"%s\" has the shape %s, but the network needs %s"
                            .formatted(name, tensor.shape(), shape));
        }
        TensorType type = type(name, tensor);
        int count = shape.stream().reduce(1, Math::multiplyExact);
        if (tensor.to() - tensor.from() != (long) count * type.width) {
            throw new ModelException(
                    Text.of(
                            "the safetensors file is damaged: tensor \"%s\" has %d bytes, but its shape %s takes %d",
                            name,
                            tensor.to() - tensor.from(),
                            tensor.shape(),
                            (long) count * type.width));
        }
        return read(tensor, type, count);
    }

    private static TensorType type(String name, Tensor tensor) {
        return Arrays.stream(TensorType.values())
                .filter(type -> type.name().equals(tensor.type()))
                .findFirst()
                .orElseThrow(() ->
                        new ModelException(
                                "tensor \"%s\" is of type %s, which cannot be converted to float32 exactly; save it as F32, F16 or BF16"
                                        .formatted(name, tensor.type())));
    }

    private float[] read(Tensor tensor, TensorType type, int count) throws IOException {
        ByteBuffer bytes =
                bytes(channel, start + tensor.from(), Math.multiplyExact(count, type.width));
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = type.next(bytes);
        }
        return values;
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new ModelException("the safetensors file was truncated while it was read");
            }
        }
        return bytes.flip();
    }
}
