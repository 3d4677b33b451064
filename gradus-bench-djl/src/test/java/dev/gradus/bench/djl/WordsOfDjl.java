package dev.gradus.bench.djl;

import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.basicdataset.tabular.CsvDataset;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** DJL's side of docs/guide/from-dl4j-and-djl.md, as it stands there. */
final class WordsOfDjl {
    private WordsOfDjl() {}

    static Block network() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(128).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
    }

    static Block convolution() {
        return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(32).build();
    }

    static Block residual(Block block) {
        return new ParallelBlock(
                list ->
                        new NDList(
                                list.get(0).singletonOrThrow().add(list.get(1).singletonOrThrow())),
                List.of(block, Blocks.identityBlock()));
    }

    static List<Loss> losses() {
        return List.of(Loss.softmaxCrossEntropyLoss(), Loss.l2Loss());
    }

    static List<Optimizer> optimizers(Tracker rate) {
        return List.of(
                Optimizer.adam().build(),
                Optimizer.sgd().setLearningRateTracker(rate).optMomentum(0.9f).build(),
                Optimizer.adam().optWeightDecays(1e-4f).build(),
                Optimizer.adam().optClipGrad(1f).build());
    }

    static List<Tracker> trackers(int steps) {
        Tracker cosine =
                Tracker.cosine().setBaseValue(0.1f).setMaxUpdates(steps).optFinalValue(0).build();
        return List.of(
                Tracker.factor().setBaseValue(0.1f).setFactor(0.5f).build(),
                Tracker.multiFactor().setBaseValue(0.1f).setSteps(new int[] {2, 4}).build(),
                cosine,
                Tracker.warmUp().optWarmUpSteps(10).setMainTracker(cosine).build());
    }

    static ArrayDataset arrays(NDArray x, NDArray y) {
        return new ArrayDataset.Builder().setData(x).optLabels(y).setSampling(64, true).build();
    }

    static List<Object> files(Path folder) {
        return List.of(CsvDataset.builder(), ImageFolder.builder().setRepositoryPath(folder));
    }

    static DefaultTrainingConfig watched(DefaultTrainingConfig config, String folder) {
        config.addTrainingListeners(TrainingListener.Defaults.logging());
        return config.addTrainingListeners(
                EarlyStoppingListener.builder().build(), new SaveModelTrainingListener(folder));
    }

    static void train(Trainer trainer, Dataset train, Dataset test)
            throws IOException, TranslateException {
        trainer.initialize(new Shape(1, 784));
        EasyTrain.fit(trainer, 5, train, test);
        EasyTrain.evaluateDataset(trainer, test);
    }

    static Block dropout() {
        return Dropout.builder().optRate(0.2f).build();
    }

    static void settings(Block block) {
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.freezeParameters(true);
        Engine.getInstance().setRandomSeed(1);
    }

    static NDList predict(Model model, NDList x) throws TranslateException {
        Translator<NDList, NDList> translator = new NoopTranslator();
        NDList one = model.newPredictor(translator).predict(x);
        List<NDList> list = List.of(x, one);
        try (Predictor<NDList, NDList> predictor = model.newPredictor(translator)) {
            return predictor.batchPredict(list).get(0);
        }
    }

    static void save(Model model, Path dir, String name) throws Exception {
        model.save(dir, name);
        model.load(dir, name);
    }
}
