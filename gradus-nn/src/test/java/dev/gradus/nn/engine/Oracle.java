package dev.gradus.nn.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Numbers that others computed; each file names the tool, its version and the command. */
public final class Oracle {
    private Oracle() {}

    public static JsonNode read(String file) {
        try (InputStream in = Oracle.class.getResourceAsStream("/" + file)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    public static double[] doubles(JsonNode array) {
        return items(array).mapToDouble(JsonNode::asDouble).toArray();
    }

    public static float[] floats(JsonNode array) {
        double[] doubles = doubles(array);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    public static int[] ints(JsonNode array) {
        return items(array).mapToInt(JsonNode::asInt).toArray();
    }
}
