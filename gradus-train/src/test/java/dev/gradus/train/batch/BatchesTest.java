package dev.gradus.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.data.Split;
import dev.gradus.data.Standardization;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchesTest {
    @ParameterizedTest
    @CsvSource({
        "10, 3, 4, 1",
        "10, 5, 2, 5",
        "10, 1, 10, 1",
        "10, 10, 1, 10",
        "10, 99, 1, 10",
        "60000, 128, 469, 96",
    })
    void anEpochIsCutIntoStepsWithAShortLastOne(
            int examples, int batchSize, int steps, int lastCount) {
        var passes = new Passes(examples, batchSize);

        assertThat(passes.stepsIn(0)).isEqualTo(steps);
        assertThat(passes.count(steps - 1)).isEqualTo(lastCount);
        assertThat(passes.epoch(steps - 1)).isZero();
        assertThat(passes.epoch(steps)).isEqualTo(1);
        assertThat(passes.first(steps)).isZero();
        assertThat(passes.endsEpoch(steps - 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 13, 17, 50, 64})
    void everyEpochHasEveryExampleOnce(int batchSize) {
        try (Batches batches = batches(50, batchSize, 3)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                var seen = new ArrayList<Integer>();
                long steps = batches.passes().stepsIn(0);
                for (long step = 0; step < steps; step++) {
                    seen.addAll(numbers(batches.at(epoch * steps + step)));
                }
                assertThat(seen).containsExactlyInAnyOrderElementsOf(all(50));
            }
        }
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        try (Batches one = batches(50, 50, 3);
                Batches same = batches(50, 50, 3);
                Batches other = batches(50, 50, 4)) {
            List<Integer> first = numbers(one.at(0));
            List<Integer> second = numbers(one.at(1));

            assertThat(numbers(same.at(1))).isEqualTo(second).isNotEqualTo(first);
            assertThat(numbers(same.at(0))).isEqualTo(first);
            assertThat(numbers(other.at(0))).isNotEqualTo(first);
        }
    }

    @Test
    void readingAheadGivesTheSameBatchesAsReadingOneAtATime() {
        var passes = new Passes(23, 5);
        BatchFiller filler =
                BatchFiller.of(counting(23), passes, 9, Augmentation.none(), Team.of(1));
        var expected = new Batch(5, 1, Target.classes(2));
        try (Batches batches = batches(23, 5, 9)) {
            for (long step = 0; step < 40; step++) {
                filler.fill(step, expected);
                assertThat(numbers(batches.at(step))).isEqualTo(numbers(expected));
            }
        }
    }

    @Test
    void anyStepCanBeAskedForAtAnyTime() {
        var passes = new Passes(23, 5);
        BatchFiller filler =
                BatchFiller.of(counting(23), passes, 9, Augmentation.none(), Team.of(1));
        var expected = new Batch(5, 1, Target.classes(2));
        try (Batches batches = batches(23, 5, 9)) {
            for (long step : new long[] {17, 18, 3, 4, 5, 1000, 0, 0, 2, 1, 6}) {
                filler.fill(step, expected);
                assertThat(numbers(batches.at(step))).isEqualTo(numbers(expected));
            }
        }
    }

    @Test
    void anExampleThatCannotBeReadFailsItsOwnStepInTheCallersThread() {
        try (Batches batches = Batches.of(new Broken(counting(20)), 1, 5)) {
            int failures = 0;
            for (long step = 0; step < 20; step++) {
                long asked = step;
                try {
                    batches.at(step);
                } catch (DataException expected) {
                    failures++;
                    assertThat(expected)
                            .hasMessage(
                                    "row 7 (counted from 0) cannot be read: java.lang.IllegalStateException: disk gone");
                    assertThatThrownBy(() -> batches.at(asked)).isInstanceOf(DataException.class);
                }
            }
            assertThat(failures).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aNumberThatIsNoneIsNamedWithRowAndColumn(float value) {
        try (Batches batches = Batches.of(new Poisoned(value), 4, 0)) {
            assertThatThrownBy(() -> batches.at(0))
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "poisoned, example 2 (counted from 0), input 1 (counted from 0) is "
                                    + value
                                    + "; clean the data or drop the example");
        }
    }

    /** Enough values that several threads share them. */
    private static Dataset images(int count) {
        float[][] inputs = new float[count][24 * 24];
        var random = new SplittableRandom(count);
        for (float[] image : inputs) {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextDouble();
            }
        }
        return Dataset.ofLabels(
                Shape.image(1, 24, 24),
                inputs,
                IntStream.range(0, count).map(i -> i % 7).toArray(),
                7);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void theThreadsThatComputeReadWhatAReaderAheadReads(int threads) {
        Dataset data = images(203);
        var passes = new Passes(203, 67);
        Augmentation augmentation =
                Augmentation.of(List.of(Augmentation.shift(2), Augmentation.noise(0.1)));
        try (Team team = Team.of(threads);
                Batches ahead = Batches.of(data, passes, 9, augmentation, Team.of(1));
                Batches inTurn = Batches.of(data, passes, 9, augmentation, team)) {
            assertThat(inTurn).isInstanceOf(BatchesInTurn.class);
            for (long step : new long[] {0, 1, 2, 3, 7, 3, 100, 101, 0}) {
                Batch expected = ahead.at(step);
                Batch batch = inTurn.at(step);
                assertThat(batch.size()).isEqualTo(expected.size());
                assertThat(batch.inputs()).startsWith(values(expected));
                assertThat(batch.labels()).startsWith(labels(expected));
            }
        }
    }

    private static float[] values(Batch batch) {
        return Arrays.copyOf(batch.inputs(), batch.size() * batch.inputSize());
    }

    private static int[] labels(Batch batch) {
        return Arrays.copyOf(batch.labels(), batch.size());
    }

    /** Several threads may fail at once. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void ofSeveralFaultsTheOneInTheFirstRowIsNamedWhoeverReads(int threads) {
        Dataset images = images(101);
        var data = new Faulty(images);
        try (Team team = Team.of(threads);
                Batches ahead = Batches.of(data, 101, 3);
                Batches inTurn =
                        Batches.of(data, new Passes(101, 101), 3, Augmentation.none(), team)) {
            assertThat(inTurn).isInstanceOf(BatchesInTurn.class);
            Throwable expected = catchThrowable(() -> ahead.at(0));
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> inTurn.at(0))
                        .isInstanceOf(DataException.class)
                        .hasMessage(expected.getMessage());
            }
        }
    }

    /** Reads every third image as infinite, and every seventh not at all. */
    private record Faulty(Dataset source) implements DatasetView {
        @Override
        public boolean isThreadSafe() {
            return true;
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            DatasetView.super.copy(example, batch, row);
            if (example % 7 == 0) {
                throw new IllegalStateException("disk gone");
            }
            if (example % 3 == 0) {
                batch.inputs()[row * batch.inputSize() + 5] = Float.POSITIVE_INFINITY;
            }
        }
    }

    /** A view of the user's own may have memory of its own for an example. */
    @Test
    void whatDoesNotSayThatItIsThreadSafeIsReadByOneThreadAtATime() {
        var data = new Alone(images(80));
        try (Team team = Team.of(3)) {
            var batch = new Batch(80, data.input().size(), data.target());
            new BatchReader(data, team).read(0, 80, batch);
            try (Batches batches =
                    Batches.of(data, new Passes(80, 80), 1, Augmentation.none(), team)) {
                batches.at(0);
            }
        }
        assertThat(data.overlaps).hasValue(0);
    }

    /** Notes whether two threads read at once. */
    private record Alone(Dataset source, AtomicInteger inside, AtomicInteger overlaps)
            implements DatasetView {
        Alone(Dataset source) {
            this(source, new AtomicInteger(), new AtomicInteger());
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            overlaps.addAndGet(inside.getAndIncrement());
            LockSupport.parkNanos(50_000);
            DatasetView.super.copy(example, batch, row);
            inside.getAndDecrement();
        }
    }

    /** It may look at the rows before its own, as a mixture of examples does. */
    @Test
    void anAugmentationThatDoesNotSayThatItIsThreadSafeSeesAllRowsBeforeItsOwn() {
        Augmentation mixture =
                (batch, row, input, draw) -> {
                    if (row > 0) {
                        batch.inputs()[row * batch.inputSize()] =
                                batch.inputs()[(row - 1) * batch.inputSize()] + 1;
                    }
                };
        try (Team team = Team.of(3);
                Batches batches = Batches.of(images(80), new Passes(80, 80), 1, mixture, team)) {
            Batch batch = batches.at(0);
            for (int row = 1; row < 80; row++) {
                assertThat(batch.inputs()[row * batch.inputSize()])
                        .isEqualTo(batch.inputs()[(row - 1) * batch.inputSize()] + 1);
            }
        }
    }

    /** Both halves of a batch fail, and the next one is good. */
    @Test
    void aFaultFailsItsOwnStepOnly() {
        Dataset images = images(160);
        var data = new FaultyAtFirst(images, new AtomicInteger(2));
        try (Team team = Team.of(2);
                Batches batches =
                        Batches.of(data, new Passes(160, 80), 3, Augmentation.none(), team)) {
            assertThat(batches).isInstanceOf(BatchesInTurn.class);
            assertThatThrownBy(() -> batches.at(0)).isInstanceOf(DataException.class);
            assertThat(batches.at(1).size()).isEqualTo(80);
        }
    }

    /** Fails for the first example that each of two threads reads. */
    private record FaultyAtFirst(Dataset source, AtomicInteger left) implements DatasetView {
        @Override
        public boolean isThreadSafe() {
            return true;
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("disk gone");
            }
            DatasetView.super.copy(example, batch, row);
        }
    }

    @Test
    void whatAnAugmentationThrowsNamesTheExample() {
        OfOneRow broken =
                (batch, row, input, draw) -> {
                    throw new AssertionError("no image");
                };
        try (Team team = Team.of(2);
                Batches batches =
                        Batches.of(images(80).take(1), new Passes(1, 1), 1, broken, team)) {
            assertThatThrownBy(() -> batches.at(0))
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "row 0 (counted from 0) cannot be augmented: java.lang.AssertionError: no image");
        }
    }

    @Test
    void closedBatchesCannotBeAskedAnyMore() {
        Batches batches = batches(10, 2, 0);
        batches.at(0);
        batches.close();

        assertThatThrownBy(() -> batches.at(1)).isInstanceOf(IllegalStateException.class);

        try (Team team = Team.of(2)) {
            Batches inTurn =
                    Batches.of(counting(10), new Passes(10, 2), 0, Augmentation.none(), team);
            inTurn.close();

            assertThatThrownBy(() -> inTurn.at(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void augmentationIsDrawnAnewInEveryEpochAndTheSameWhenAskedAgain() {
        Dataset data =
                Dataset.ofLabels(
                        Shape.image(1, 3, 3),
                        new float[][] {{0, 0, 0, 0, 1, 0, 0, 0, 0}},
                        new int[1],
                        2);
        try (Batches batches =
                Batches.of(data, new Passes(1, 1), 1, Augmentation.shift(1), Team.of(1))) {
            var places = new ArrayList<Integer>();
            for (long epoch = 0; epoch < 200; epoch++) {
                float[] image = batches.at(epoch).inputs();
                places.add(place(image));
            }
            assertThat(places).contains(0, 1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(place(batches.at(17).inputs())).isEqualTo(places.get(17));
        }
    }

    private static int place(float[] image) {
        assertThat(image).containsOnlyOnce(1);
        for (int i = 0; i < image.length; i++) {
            if (image[i] == 1) {
                return i;
            }
        }
        return -1;
    }

    private static Batches batches(int examples, int batchSize, long seed) {
        return Batches.of(counting(examples), batchSize, seed);
    }

    private static List<Integer> numbers(Batch batch) {
        var numbers = new ArrayList<Integer>();
        for (float value : Arrays.copyOf(batch.inputs(), batch.size())) {
            numbers.add((int) value);
        }
        return numbers;
    }

    private static List<Integer> all(int count) {
        return numbers(counting(count));
    }

    /** Cannot read example 7. */
    private record Broken(Dataset source) implements DatasetView {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            if (example == 7) {
                throw new IllegalStateException("disk gone");
            }
            DatasetView.super.copy(example, batch, row);
        }
    }

    /** Four examples of three inputs, one of which is no number. */
    private record Poisoned(float value) implements Dataset {
        @Override
        public String name() {
            return "poisoned";
        }

        @Override
        public int size() {
            return 4;
        }

        @Override
        public Shape input() {
            return Shape.vector(3);
        }

        @Override
        public Target target() {
            return Target.values(1);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            if (example == 2) {
                batch.inputs()[row * 3 + 1] = value;
            }
        }
    }

    private static Dataset counting(int size) {
        float[][] inputs = new float[size][1];
        for (int i = 0; i < size; i++) {
            inputs[i][0] = i;
        }
        return Dataset.ofLabels(Shape.vector(1), inputs, new int[size], 2);
    }

    private static List<Integer> numbers(Dataset data) {
        var numbers = new ArrayList<Integer>();
        var batch = new Batch(1, 1, data.target());
        for (int i = 0; i < data.size(); i++) {
            data.copy(i, batch, 0);
            numbers.add((int) batch.inputs()[0]);
        }
        return numbers;
    }

    /** Reads slowly through a buffer of its own, as a file's reader does, and notes overlaps. */
    private static final class OneAtATime implements Dataset {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();

        @Override
        public String name() {
            return "a file";
        }

        @Override
        public int size() {
            return 60;
        }

        @Override
        public Shape input() {
            return Shape.vector(1);
        }

        @Override
        public Target target() {
            return Target.values(1);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            overlaps.addAndGet(inside.getAndIncrement());
            LockSupport.parkNanos(200_000);
            batch.inputs()[row] = example;
            batch.values()[row] = example;
            inside.getAndDecrement();
        }
    }

    @Test
    void partsOfOneDataSetAreReadByOneThreadAtATime() {
        var file = new OneAtATime();
        Split split = file.split(0.5, 1);
        Dataset scaled = file.standardized(new Standardization(List.of(1.0), List.of(2.0)));
        var batch = new Batch(30, 1, Target.values(1));
        try (Batches training = Batches.of(split.training(), 10, 1);
                Batches whole = Batches.of(file, 10, 1)) {
            for (long step = 0; step < 12; step++) {
                training.at(step);
                whole.at(step);
                new BatchReader(split.heldOut()).read(0, 10, batch);
                new BatchReader(scaled).read(0, 10, batch);
            }
        }
        assertThat(file.overlaps).hasValue(0);
    }

    /** Waking the reader for every small batch would take longer than their updates. */
    @Test
    void manySmallBatchesAreReadAtOnceAndTheNextWhenHalfAreUsed() throws InterruptedException {
        var file = new Counted(counting(10_000));
        try (Batches batches = Batches.of(file, 10, 1)) {
            batches.at(0);
            awaitRead(file, 640);
            batches.at(31);
            Thread.sleep(50);
            assertThat(file.read).hasValue(640);

            batches.at(32);
            awaitRead(file, 960);
        }
    }

    @Test
    void fewLargeBatchesAreReadAheadEachAsSoonAsThereIsRoom() throws InterruptedException {
        var file = new Counted(counting(200_000));
        try (Batches batches = Batches.of(file, 20_000, 1)) {
            batches.at(0);
            awaitRead(file, 60_000);
            batches.at(1);
            awaitRead(file, 80_000);
        }
    }

    private static void awaitRead(Counted file, int examples) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (file.read.get() < examples && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        Thread.sleep(20);
        assertThat(file.read).hasValue(examples);
    }

    /** Counts how many examples were read. */
    private record Counted(Dataset source, AtomicInteger read) implements DatasetView {
        Counted(Dataset source) {
            this(source, new AtomicInteger());
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            read.incrementAndGet();
            DatasetView.super.copy(example, batch, row);
        }
    }

    @Test
    void nothingIsReadAfterTheEnd() {
        for (int i = 0; i < 20; i++) {
            var file = new OneAtATime();
            try (Batches batches = Batches.of(file, 30, i)) {
                batches.at(0);
            }
            assertThat(file.inside).hasValue(0);
        }
    }
}
