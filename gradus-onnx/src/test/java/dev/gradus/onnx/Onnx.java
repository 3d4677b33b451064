package dev.gradus.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.tensor.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A model in ONNX Runtime. */
final class Onnx implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    private Onnx(OrtSession session) {
        this.session = session;
    }

    static Onnx load(OnnxModel model) {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new Onnx(ENVIRONMENT.createSession(bytes(model), options));
        } catch (OrtException refused) {
            throw new AssertionError("ONNX Runtime refuses the model", refused);
        }
    }

    static byte[] bytes(OnnxModel model) {
        var out = new ByteArrayOutputStream();
        try {
            model.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    OrtSession session() {
        return session;
    }

    /** Returns the outputs of the examples of a batch, row after row. */
    float[] run(Network network, Batch batch) {
        var tensors = new HashMap<String, OnnxTensorLike>();
        try {
            int column = 0;
            for (Input input : network.inputs()) {
                tensors.put(input.name(), tensor(input, column, batch));
                column += input.shape().size();
            }
            try (OrtSession.Result result = session.run(tensors)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] outputs = new float[values.remaining()];
                values.get(outputs);
                return outputs;
            }
        } catch (OrtException failure) {
            throw new AssertionError("ONNX Runtime cannot run " + network, failure);
        } finally {
            tensors.values().forEach(OnnxTensorLike::close);
        }
    }

    private OnnxTensor tensor(Input input, int column, Batch batch) throws OrtException {
        int width = input.shape().size();
        float[] values = new float[batch.size() * width];
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(
                    batch.inputs(), row * batch.inputSize() + column, values, row * width, width);
        }
        long[] extents =
                LongStream.concat(
                                LongStream.of(batch.size()),
                                input.shape().dimensions().stream().mapToLong(Integer::longValue))
                        .toArray();
        return type(input.name()) == OnnxJavaType.INT64
                ? OnnxTensor.createTensor(ENVIRONMENT, whole(values), extents)
                : OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), extents);
    }

    private static LongBuffer whole(float[] values) {
        return LongBuffer.wrap(
                IntStream.range(0, values.length).mapToLong(i -> (long) values[i]).toArray());
    }

    OnnxJavaType type(String input) {
        return info(input).type;
    }

    /** Returns the shape that an input or output claims, with -1 where it is open. */
    List<Long> shape(String name) {
        return LongStream.of(info(name).getShape()).boxed().toList();
    }

    private TensorInfo info(String name) {
        try {
            Map<String, NodeInfo> all = new HashMap<>(session.getInputInfo());
            all.putAll(session.getOutputInfo());
            return (TensorInfo) all.get(name).getInfo();
        } catch (OrtException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new AssertionError(failure);
        }
    }
}
