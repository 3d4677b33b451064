package dev.gradus.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table in ONNX Runtime: an input for each column. */
final class Rows {
    private Rows() {}

    /**
     * Returns an output of a model.
     *
     * @param rows the text of each field by the name of its column; what is missing in a column of
     *     numbers is an empty text
     */
    static Object run(Onnx onnx, List<Map<String, String>> rows, String output) {
        var tensors = new HashMap<String, OnnxTensorLike>();
        try {
            for (String column : onnx.session().getInputNames()) {
                List<String> fields = rows.stream().map(row -> row.get(column)).toList();
                tensors.put(column, tensor(fields, onnx.type(column)));
            }
            try (OrtSession.Result result = onnx.session().run(tensors)) {
                return result.get(output).orElseThrow().getValue();
            }
        } catch (OrtException failure) {
            throw new AssertionError("ONNX Runtime cannot run " + rows, failure);
        } finally {
            tensors.values().forEach(OnnxTensorLike::close);
        }
    }

    private static OnnxTensor tensor(List<String> fields, OnnxJavaType type) throws OrtException {
        long[] extents = {fields.size(), 1};
        var environment = OrtEnvironment.getEnvironment();
        return type == OnnxJavaType.STRING
                ? OnnxTensor.createTensor(environment, fields.toArray(String[]::new), extents)
                : OnnxTensor.createTensor(
                        environment,
                        DoubleBuffer.wrap(
                                fields.stream()
                                        .mapToDouble(field ->
                                                field.isEmpty()
                                                        ? Double.NaN
                                                        : Double.parseDouble(field))
                                        .toArray()),
                        extents);
    }
}
