package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Small data and networks to train within milliseconds. */
public final class Toys {
    private Toys() {}

    /** Points of three classes around three centers, overlapping. */
    public static Dataset clouds(int size, long seed) {
        float[][] inputs = new float[size][2];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 3;
            double angle = 2 * Math.PI * labels[i] / 3;
            inputs[i][0] = (float) (Math.cos(angle) + 0.5 * normal(seed, 2L * i));
            inputs[i][1] = (float) (Math.sin(angle) + 0.5 * normal(seed, 2L * i + 1));
        }
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 3);
    }

    private static double normal(long seed, long index) {
        return Philox.normal(seed, Purpose.INITIALIZATION, 99, index);
    }

    public static Network network() {
        return Network.of(Shape.vector(2), dense(8), tanh(), dense(3));
    }

    /** Three epochs of five steps over {@code clouds(23, …)}. */
    public static Trainer trainer() {
        return Trainer.of(network(), softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .learningRate(0.1)
                .batchSize(5)
                .epochs(3)
                .seed(1);
    }

    /** Normalization statistics and dropout, in batches of five. */
    public static Trainer statefulTrainer() {
        var network =
                Network.of(Shape.vector(2), dense(7), batchNorm(), tanh(), dropout(0.3), dense(3));
        return Trainer.of(network, softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .batchSize(5)
                .seed(3);
    }

    /** Every optimizer, with a setting at which it learns something in a few steps. */
    public static List<Optimizer> optimizers() {
        return List.of(
                Optimizers.sgd(),
                Optimizers.momentum(0.9),
                Optimizers.nesterov(0.9),
                Optimizers.adam(),
                Optimizers.adamw(),
                Optimizers.amsgrad(),
                Optimizers.nadam(),
                Optimizers.radam(),
                Optimizers.lamb(),
                Optimizers.lion(),
                Optimizers.rmsprop(),
                Optimizers.adagrad(),
                Optimizers.adadelta(),
                Optimizers.prodigy().initial(0.01),
                Optimizers.dAdaptAdam(),
                Optimizers.dAdaptSgd(0.9).initial(0.01),
                Optimizers.dog().initial(0.01),
                Optimizers.scheduleFreeSgd(0.9),
                Optimizers.scheduleFreeAdamw());
    }

    /** Keeps every event. */
    public static final class Recorder implements TrainingListener {
        public final List<TrainingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void on(TrainingEvent event) {
            events.add(event);
        }

        public <E extends TrainingEvent> List<E> all(Class<E> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** Returns the answers of a kind. */
        public <A extends Answer> List<A> answers(Class<A> kind) {
            return all(ControlAnswered.class).stream()
                    .map(ControlAnswered::answer)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        /** Returns why requests were refused. */
        public List<String> refusals() {
            return answers(Answer.Refused.class).stream().map(Answer.Refused::reason).toList();
        }

        public List<StepCompleted> steps() {
            return all(StepCompleted.class);
        }

        public List<EpochCompleted> epochs() {
            return all(EpochCompleted.class);
        }
    }
}
