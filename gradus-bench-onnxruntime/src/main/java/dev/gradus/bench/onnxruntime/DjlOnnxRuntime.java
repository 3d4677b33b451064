package dev.gradus.bench.onnxruntime;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtEnvironment;
import dev.gradus.bench.prediction.ModelFiles;
import dev.gradus.bench.prediction.PredictionContender;
import dev.gradus.bench.prediction.PredictionSession;
import dev.gradus.model.Model;
import java.io.IOException;

/** ONNX Runtime below DJL: the same version as alone, newer than the one DJL brings along. */
public final class DjlOnnxRuntime implements PredictionContender {
    @Override
    public String name() {
        return "djl-onnxruntime";
    }

    @Override
    public PredictionSession open(ModelFiles files, int threads) {
        var input = Model.load(files.gradus()).network().input();
        var example = new Shape(input.dimensions().stream().mapToLong(extent -> extent).toArray());
        try {
            return new Session(
                    Criteria.builder()
                            .setTypes(float[].class, float[].class)
                            .optModelPath(files.onnx())
                            .optEngine("OnnxRuntime")
                            .optOption("intraOpNumThreads", String.valueOf(threads))
                            .optOption("interOpNumThreads", "1")
                            .optTranslator(new Arrays(example, input.size()))
                            .build()
                            .loadModel());
        } catch (IOException | ModelNotFoundException | MalformedModelException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** From an array to a tensor and back. */
    private record Arrays(Shape example, int width)
            implements NoBatchifyTranslator<float[], float[]> {
        @Override
        public NDList processInput(TranslatorContext context, float[] examples) {
            Shape shape = new Shape(examples.length / width).addAll(example);
            return new NDList(context.getNDManager().create(examples, shape));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.getFirst().toFloatArray();
        }
    }

    private static final class Session implements PredictionSession {
        private final ZooModel<float[], float[]> model;
        private final Predictor<float[], float[]> predictor;

        Session(ZooModel<float[], float[]> model) {
            this.model = model;
            this.predictor = model.newPredictor();
        }

        @Override
        public String description() {
            return "DJL %s, ONNX Runtime %s"
                    .formatted(
                            Engine.getDjlVersion(), OrtEnvironment.getEnvironment().getVersion());
        }

        @Override
        public void predict(float[] examples, int count, float[] answers) {
            try {
                System.arraycopy(predictor.predict(examples), 0, answers, 0, answers.length);
            } catch (TranslateException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() {
            predictor.close();
            model.close();
        }
    }
}
