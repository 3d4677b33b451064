package dev.gradus.bench.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import dev.gradus.bench.prediction.ModelFiles;
import dev.gradus.bench.prediction.PredictionContender;
import dev.gradus.bench.prediction.PredictionSession;
import dev.gradus.model.StateValues;
import java.util.List;

/** PyTorch below DJL, by DJL's own blocks: it has no way to TorchScript without Python. */
public final class DjlPrediction implements PredictionContender {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public PredictionSession open(ModelFiles files, int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        var trained = dev.gradus.model.Model.load(files.gradus());
        var input = trained.network().input();
        var example = new Shape(input.dimensions().stream().mapToLong(extent -> extent).toArray());
        Block layers = DjlBlocks.of(trained.network().layers());
        Model model = Model.newInstance("prediction", "PyTorch");
        model.setBlock(
                new SequentialBlock()
                        .add(layers)
                        .add(
                                new LambdaBlock(outputs ->
                                        new NDList(outputs.singletonOrThrow().softmax(1)))));
        model.getBlock()
                .initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1).addAll(example));
        fill(layers, trained.values());
        return new Session(model, model.newPredictor(new Arrays(example, input.size())));
    }

    private static void fill(Block block, StateValues values) {
        List<Parameter> parameters = block.getParameters().values();
        if (parameters.size() != values.entries().size()) {
            throw new IllegalArgumentException(
                    "no statistics of batch normalizations can be given to DJL's blocks");
        }
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).getArray().set(values.values(i));
        }
    }

    /** From an array to a tensor and back. */
    private record Arrays(Shape example, int width)
            implements NoBatchifyTranslator<float[], float[]> {
        @Override
        public NDList processInput(TranslatorContext context, float[] examples) {
            return new NDList(
                    context.getNDManager()
                            .create(examples, new Shape(examples.length / width).addAll(example)));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.singletonOrThrow().toFloatArray();
        }
    }

    private record Session(Model model, Predictor<float[], float[]> predictor)
            implements PredictionSession {
        @Override
        public String description() {
            return "DJL %s, PyTorch %s"
                    .formatted(Engine.getDjlVersion(), Engine.getEngine("PyTorch").getVersion());
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
