package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.schedule.Span.steps;
import static dev.gradus.schedule.named.Schedules.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.score.ClassScores;
import dev.gradus.train.score.ValueScores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is not good says so at its end. */
class DoubtsTest {
    private final Toys.Recorder recorder = new Toys.Recorder();
    private final List<String> warnings = new ArrayList<>();

    private Trainer watched(Trainer trainer) {
        return trainer.listeners(recorder).warnings(warnings::add);
    }

    /** Two inputs and a class or value that has nothing to do with them. */
    private static Dataset chance(double size, double shareOfFirst, long seed) {
        var random = new Random(seed);
        float[][] inputs = new float[200][2];
        int[] labels = new int[200];
        for (int row = 0; row < labels.length; row++) {
            inputs[row][0] = (float) random.nextGaussian();
            inputs[row][1] = (float) (size * (1 + 0.1 * random.nextGaussian()));
            labels[row] = row < shareOfFirst * labels.length ? 0 : 1;
        }
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 2);
    }

    private static Trainer linear() {
        return Trainer.of(Network.of(Shape.vector(2), dense(2)), Losses.softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .learningRate(0.05)
                .batchSize(20)
                .epochs(5)
                .seed(1);
    }

    @Test
    void aGoodRunSaysNothing() {
        watched(Toys.trainer().epochs(20).validateOn(Toys.clouds(60, 2))).fit(Toys.clouds(90, 1));
        assertThat(warnings).isEmpty();
    }

    @Test
    void classesOfVeryFewExamplesAreNamedForArrays() {
        Trainer trainer = linear().epochs(1).listeners(recorder);
        trainer.fit(chance(1, 0.985, 1));
        trainer.testOn(chance(1, 0.985, 2)).fit(chance(1, 1, 1));
        trainer.fit(chance(1, 0.9, 1));
        assertThat(recorder.all(Note.class))
                .filteredOn(note -> note.text().startsWith("class "))
                .containsExactly(
                        new Note(
                                0,
                                Level.INFO,
                                "class '1' has 3 of 200 examples: too few to learn it well, or for scores of it to mean much"),
                        new Note(
                                0,
                                Level.INFO,
                                "class '1' cannot be learned: the training part has no example of it, since all 3 are held out; add examples of it, or leave the class out"));
    }

    @Test
    void aRunNoBetterThanTheMostFrequentClassSaysSoOnItsRecordBeforeItsEnd() {
        watched(linear().testOn(chance(1, 0.9, 2))).fit(chance(1, 0.9, 1));
        assertThat(warnings)
                .containsExactly(
                        "on the test part the network is no better than always predicting the most frequent class: accuracy 90.0%, against 90.0% of the examples in that class; check whether the targets can be learned from the inputs, find a learning rate (gradus find, in Java Finder), or train longer; where rare classes matter, weigh them (--class-weights balanced, in Java classWeights)");
        assertThat(recorder.events.getLast()).isInstanceOf(RunEnded.class);
        assertThat(recorder.all(Note.class))
                .anySatisfy(note -> {
                    assertThat(note.level()).isEqualTo(Level.WARNING);
                    assertThat(note.text()).isEqualTo(warnings.getFirst());
                });
    }

    @Test
    void aRunNoBetterThanTheMeanSaysSoOfItsValidationPart() {
        var random = new Random(1);
        float[][] inputs = new float[100][1];
        float[][] values = new float[100][1];
        for (int row = 0; row < 100; row++) {
            inputs[row][0] = (float) random.nextGaussian();
            values[row][0] = row % 2 == 0 ? 3 : 5;
        }
        Dataset data = Dataset.ofValues(Shape.vector(1), inputs, values);
        watched(
                        Trainer.of(Network.of(Shape.vector(1), dense(1)), Losses.meanSquaredError())
                                .backend("java")
                                .threads(1)
                                .learningRate(1e-6)
                                .batchSize(50)
                                .epochs(20)
                                .seed(1)
                                .validateOn(data))
                .fit(data);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(
                        "on the validation part the network is no better than always predicting the mean: root mean squared error ")
                .contains(", against 1.000 for the mean; ");
    }

    @Test
    void badlyScaledInputsAreNamed() {
        watched(linear().learningRate(1e-6)).fit(chance(5000, 0.5, 1));
        assertThat(warnings)
                .last()
                .asString()
                .startsWith("the inputs are badly scaled: input 1 (counted from 0) is around 50")
                .endsWith(
                        "networks learn best from inputs around 1; have the table prepared (--target COLUMN), in Java data.standardized(…)");
    }

    @Test
    void aLossThatNeverFellIsSaid() {
        watched(linear().learningRate(ramp(0.001, 50, steps(10)))).fit(chance(1, 0.5, 1));
        assertThat(warnings)
                .first()
                .asString()
                .startsWith("the training loss never fell: ")
                .endsWith("; find a learning rate (gradus find, in Java Finder)");
    }

    /** The first epoch is on record, though another process trained it. */
    @Test
    void aLossThatNeverFellIsSaidOfAResumedRun(@TempDir Path runs) {
        Dataset data = chance(1, 0.5, 1);
        Trainer rising = linear().learningRate(ramp(0.001, 50, steps(10)));
        rising.runs(runs, "fox").fit(data);
        Run fox = Run.open(runs.resolve("fox"));

        try (Training again = watched(rising).runIn(fox).prepare(data)) {
            again.resume(new CheckpointStore(fox.checkpoints(), 1).at(10));
            again.run();
        }

        assertThat(warnings).anyMatch(text -> text.startsWith("the training loss never fell: "));
    }

    @Test
    void nothingIsSaidOfAFewUpdates() {
        watched(linear().steps(5).testOn(chance(5000, 0.9, 2))).fit(chance(5000, 0.9, 1));
        assertThat(warnings).isEmpty();
    }

    @Test
    void theFirstEpochIsComparedWithTheLowestLaterOne() {
        Doubts.Losses start = Doubts.Losses.UNKNOWN;
        assertThat(start.with(0, 2).neverFell()).isEmpty();
        assertThat(start.with(0, 2).with(1, 2.5).with(2, 2).neverFell()).isPresent();
        assertThat(start.with(0, 2).with(1, 1.9).with(2, 9).neverFell()).isEmpty();
        assertThat(start.with(7, 2).with(8, 3).neverFell()).isEmpty();
    }

    @Test
    void nothingIsBetterThanAllRightOrThanALossOfZero() {
        var allRight =
                new ClassScores(
                        List.of(List.of(90L, 0L), List.of(0L, 0L)),
                        OptionalDouble.empty(),
                        OptionalDouble.empty());
        assertThat(Doubts.noBetter(allRight, Losses.softmaxCrossEntropy(), "test")).isEmpty();
        var exact = new ValueScores.OfTarget("", 0, 0, 1, 0);
        var nearlyExact = new ValueScores.OfTarget("", 1e-9, 1e-9, 0, 0);
        assertThat(
                        Doubts.noBetter(
                                new ValueScores(300, List.of(exact, nearlyExact)),
                                Losses.meanSquaredError(),
                                "test"))
                .isEmpty();
        Doubts.Losses start = Doubts.Losses.UNKNOWN;
        assertThat(start.with(0, 0).with(1, 0).neverFell()).isEmpty();
    }

    @Test
    void nothingIsSaidByAFewExamples() {
        assertThat(Doubts.noBetter(allOfTheSecondClass(10), Losses.softmaxCrossEntropy(), "test"))
                .isEmpty();
        assertThat(Doubts.noBetter(allOfTheSecondClass(20), Losses.softmaxCrossEntropy(), "test"))
                .isPresent();
    }

    /** Weights give up accuracy for rare classes: what counts is whether these are found. */
    @Test
    void weightedClassesAreJudgedByTheirBalancedAccuracy() {
        Loss weighted = Losses.softmaxCrossEntropy().classWeights(5.0, 1.0);
        ClassScores rareOnesFound = scores(List.of(List.of(49L, 29L), List.of(79L, 343L)));
        ClassScores chance = scores(List.of(List.of(40L, 40L), List.of(210L, 210L)));

        assertThat(Doubts.noBetter(rareOnesFound, Losses.softmaxCrossEntropy(), "test"))
                .isPresent();
        assertThat(Doubts.noBetter(rareOnesFound, weighted, "test")).isEmpty();
        assertThat(Doubts.noBetter(chance, weighted, "test"))
                .get(STRING)
                .contains("balanced accuracy 50.0%, against 50.0%");
    }

    private static ClassScores scores(List<List<Long>> confusion) {
        return new ClassScores(confusion, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static ClassScores allOfTheSecondClass(long examples) {
        return new ClassScores(
                List.of(List.of(0L, 1L), List.of(0L, examples - 1)),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    @Test
    void whoWantsDoubtsReceivesThemInPlaceOfTheReceiverOfWarnings() {
        var doubts = new ArrayList<String>();
        watched(linear().testOn(chance(1, 0.9, 2))).doubts(doubts::add).fit(chance(1, 0.9, 1));
        assertThat(doubts).hasSize(1);
        assertThat(warnings).isEmpty();
        assertThat(recorder.all(Note.class)).extracting(Note::text).contains(doubts.getFirst());
    }

    @Test
    void anInputBesideAnEmbeddingIsNamedIfItIsBadlyScaled() {
        Network network =
                Network.parse(
                        List.of(
                                new Input("code", Shape.vector(1)),
                                new Input("size", Shape.vector(1))),
                        "concat([source('code'), embedding(9000, 2), flatten], [source('size')]) dense(2)");
        BitSet entries = Doubts.numbersOfEntries(network);
        float[][] large = {{5000, 1}, {7000, 2}};
        float[][] bad = {{5000, 4000}, {7000, 3000}};
        assertThat(Doubts.badlyScaled(labelled(large), entries)).isEmpty();
        assertThat(Doubts.badlyScaled(labelled(bad), entries))
                .hasValueSatisfying(
                        doubt -> assertThat(doubt).contains("input 1 (counted from 0)"));
    }

    private static Dataset labelled(float[]... inputs) {
        return Dataset.ofLabels(Shape.vector(2), inputs, new int[] {0, 1}, 2);
    }
}
