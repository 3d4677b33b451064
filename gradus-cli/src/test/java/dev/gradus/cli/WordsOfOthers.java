package dev.gradus.cli;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.nn.loss.Losses.binaryCrossEntropy;
import static dev.gradus.nn.loss.Losses.huber;
import static dev.gradus.nn.loss.Losses.meanAbsoluteError;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.schedule.Span.epochs;
import static dev.gradus.schedule.Span.steps;
import static dev.gradus.schedule.controller.Plateau.plateau;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.flatThenCosine;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static dev.gradus.schedule.named.Schedules.stepDecay;
import static java.lang.System.Logger.Level.INFO;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.RecordTarget;
import dev.gradus.data.Split;
import dev.gradus.data.Standardization;
import dev.gradus.data.Table;
import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.numpy.NumpyDataset;
import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import dev.gradus.model.safetensors.Safetensors;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.plot.Plots;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.train.Evaluation;
import dev.gradus.train.Finder;
import dev.gradus.train.Finder.Watcher;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.finder.Budget;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What stands on Gradus' side of the pages for people who come from elsewhere, docs/guide/from-…,
 * and among the small tasks of docs/guide/java.md. It is compiled, and {@link WordsOfOthersTest}
 * finds every line of the pages here.
 */
final class WordsOfOthers {
    private WordsOfOthers() {}

    static Network networks(String text) {
        var plain =
                Network.of(
                        Shape.image(1, 28, 28),
                        conv2d(32, 3),
                        relu(),
                        maxPool(2),
                        flatten(),
                        dense(10));
        var deep = Network.of(Shape.vector(784), dense(128), relu(), dropout(0.2), dense(10));
        var block =
                residual(
                        conv2d(16, 3).padding(1),
                        batchNorm(),
                        relu(),
                        conv2d(16, 3).padding(1),
                        batchNorm());
        var pooled =
                Network.of(
                        Shape.image(3, 32, 32),
                        conv2d(16, 3),
                        block,
                        globalAveragePool(),
                        dense(10));
        source("conv2d1");
        concat(List.of(dense(8)), List.of());
        embedding(1000, 16);
        dense(10).initializer(Initializer.he());
        return text.isEmpty() ? plain : text.length() == 1 ? deep : pooled;
    }

    static Network networks(List<Input> inputs, List<Layer> layers) {
        return inputs.isEmpty()
                ? Network.of(Shape.vector(1), dense(1))
                : Network.of(inputs, layers);
    }

    static List<Loss> losses() {
        return List.of(binaryCrossEntropy(), meanAbsoluteError(), huber());
    }

    static Trainer trainers(Network network, Dataset data, Model model, Path file) {
        var trainer = Trainer.of(network, softmaxCrossEntropy());
        Trainer.of(network, softmaxCrossEntropy().labelSmoothing(0.1));
        Trainer.of(network, softmaxCrossEntropy().classWeights(1, 5));
        Trainer.of(network, meanSquaredError());
        trainer.optimizer(nesterov(0.9).weightDecay(WeightDecay.l2(1e-4)));
        trainer.optimizer(adam());
        trainer.optimizer(adamw().weightDecay(WeightDecay.decoupled(0.01)));
        trainer.learningRate(oneCycle(0.01));
        trainer.learningRate(flatThenCosine(0.01));
        trainer.learningRate(cosine(0.1).warmup(epochs(1)));
        trainer.learningRate(stepDecay(0.1, 0.5, epochs(2)));
        trainer.learningRate(
                ScheduleReader.parse("torch.OneCycleLR(max_lr=0.01, total_steps=1000)"));
        trainer.learningRate(ScheduleReader.parse("keras.CosineDecay(0.1, 1000)"));
        trainer.learningRate(
                ScheduleReader.parse(
                        "keras.LearningRateScheduler(lambda epoch: 0.1 * 0.95 ** epoch)"));
        trainer.controllers(plateau().patience(3).factor(0.1));
        trainer.controllers(plateau().patience(4).factor(0.1));
        trainer.groups(new ParameterGroup("conv*", 0.1, 1));
        trainer.batchSize(64);
        trainer.batchSize(1024);
        trainer.sliceSize(256);
        trainer.epochs(5);
        trainer.seed(1);
        trainer.threads(2);
        trainer.precision(Precision.BF16);
        trainer.clipNorm(1);
        trainer.average(WeightAverage.ema(0.999));
        trainer.freeze("conv*");
        trainer.startFrom(model).reinitialize("dense2");
        trainer.augment(Augmentation.parse("shift(2), flip"));
        trainer.metrics(Metrics.accuracy(), Metrics.topK(5));
        trainer.validateOn(0.2);
        trainer.validateOn(data);
        trainer.stopWhen(StopRule.patience(5));
        trainer.whenNotFinite(NonFinitePolicy.skip(10));
        trainer.tensorboard();
        trainer.runs(Path.of("runs"));
        trainer.listeners(event -> System.Logger.Level.INFO.compareTo(System.Logger.Level.DEBUG));
        trainer.startFrom(Safetensors.weights(file, network));
        return trainer;
    }

    /** The small tasks of docs/guide/java.md. */
    static List<double[]> tasks(Trainer trainer, Dataset data, Dataset others, Model model) {
        trainer.listeners(event -> {
            if (event instanceof EpochCompleted epoch) {
                System.Logger log = System.getLogger("mine");
                log.log(INFO, epoch.epoch() + " " + epoch.trainLoss() + epoch.validation());
            }
        });
        trainer.learningRate(law("0.1 * 0.95^t").per(epochs(1)));
        trainer.groups(new ParameterGroup("dense2", 1, 0));
        trainer.validateOn(0.2).stopWhen(StopRule.patience(5));
        trainer.runs(Path.of("runs")).checkpointEvery(steps(500));
        trainer.seed(1).backend("java");
        TrainingResult result = trainer.fit(data);
        TrainingResult other = trainer.seed(2).fit(data);
        Plots.run("mine", result.history()).write(Path.of("mine.png"));
        Plots.compare("two seeds", Map.of("1", result.history(), "2", other.history()))
                .write(Path.of("both.svg"));
        Evaluation.of(model, others).metrics();
        Finder.of(trainer).search(data, Budget.usual(), new Watcher() {}).answer();
        var scale = Standardization.of(data);
        data.standardized(scale);
        float[] answer = model.predict(scale.apply(new float[8]));
        return List.of(
                result.history().loss().ys(),
                result.history().validation().get("accuracy").ys(),
                new double[answer.length]);
    }

    record Flower(double petal, String species) {}

    static void data(
            float[][] x,
            int[] y,
            float[][] values,
            Path file,
            List<Flower> flowers,
            Function<Flower, float[]> inputs) {
        Dataset data = Dataset.of(flowers, inputs, RecordTarget.classOf(Flower::species));
        data.standardized(Standardization.of(data));
        Dataset.ofLabels(Shape.vector(784), x, y, 10);
        Dataset.ofValues(Shape.vector(8), x, values);
        NumpyDataset.read(Path.of("digits.npz"), 0).train();
        ImageDataset.read(Path.of("photos"), ImageForm.usual());
        Table.of(file, TableFormat.usual());
    }

    static TrainingResult training(
            Trainer trainer, Dataset data, PreparedTable parts, float[] pixels, Path file)
            throws Exception {
        TrainingResult result = trainer.fit(data);
        result.history().smoothedLoss();
        result.history().learningRate();
        result.validation();
        result.test().get("accuracy");
        Split split = data.split(0.2, 1);
        trainer.preparedBy(parts.preparation()).fit(split.training());
        Finder.of(trainer);
        Model model = result.model();
        float[] probabilities = model.predict(pixels);
        model.summary();
        model.values();
        model.save(file);
        Model.load(file);
        Map<String, String> row = Map.of("age", "", "probabilities", "" + probabilities.length);
        model.predict(row);
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            predictor.predict(pixels);
        }
        Safetensors.write(model, file);
        try (OutputStream out = Files.newOutputStream(file)) {
            OnnxModel.of(model).writeTo(out);
        }
        return result;
    }
}
