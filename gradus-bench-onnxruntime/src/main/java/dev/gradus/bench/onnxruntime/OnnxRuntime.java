package dev.gradus.bench.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.gradus.bench.prediction.ModelFiles;
import dev.gradus.bench.prediction.PredictionContender;
import dev.gradus.bench.prediction.PredictionSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime by its own Java interface. */
public final class OnnxRuntime implements PredictionContender {
    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public PredictionSession open(ModelFiles files, int threads) {
        try {
            var environment = OrtEnvironment.getEnvironment();
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new Session(
                    environment, environment.createSession(files.onnx().toString(), options));
        } catch (OrtException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Its fastest way: tensors over memory that lasts, for inputs and for outputs. */
    private static final class Session implements PredictionSession {
        private final OrtEnvironment environment;
        private final OrtSession session;
        private int count;
        private FloatBuffer inputs = FloatBuffer.allocate(0);
        private FloatBuffer outputs = FloatBuffer.allocate(0);
        private Map<String, OnnxTensor> given = Map.of();
        private Map<String, OnnxTensor> taken = Map.of();

        Session(OrtEnvironment environment, OrtSession session) {
            this.environment = environment;
            this.session = session;
        }

        @Override
        public String description() {
            return "ONNX Runtime " + environment.getVersion();
        }

        @Override
        public void predict(float[] examples, int count, float[] answers) {
            try {
                if (count != this.count) {
                    prepare(examples.length, count, answers.length);
                }
                inputs.put(0, examples);
                session.run(given, taken).close();
                outputs.get(0, answers);
            } catch (OrtException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private void prepare(int values, int count, int results) throws OrtException {
            release();
            this.count = count;
            NodeInfo input = session.getInputInfo().values().iterator().next();
            var info = (TensorInfo) input.getInfo();
            long[] shape = info.getShape();
            shape[0] = count;
            inputs = direct(values);
            outputs = direct(results);
            given = Map.of(input.getName(), OnnxTensor.createTensor(environment, inputs, shape));
            taken =
                    Map.of(
                            session.getOutputNames().iterator().next(),
                            OnnxTensor.createTensor(
                                    environment, outputs, new long[] {count, results / count}));
        }

        private static FloatBuffer direct(int size) {
            return ByteBuffer.allocateDirect(size * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        private void release() {
            given.values().forEach(OnnxTensor::close);
            taken.values().forEach(OnnxTensor::close);
        }

        @Override
        public void close() {
            release();
            try {
                session.close();
            } catch (OrtException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
