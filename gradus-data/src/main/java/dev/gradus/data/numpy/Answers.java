package dev.gradus.data.numpy;

import dev.gradus.data.DataException;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.List;
import java.util.Optional;

/** What is known about each example. */
sealed interface Answers {
    /** The most classes; larger numbers must be values that should have been floating point. */
    int MOST_CLASSES = 1 << 16;

    /** Returns what a network is to learn. */
    Target target();

    /** Copies the answer of an example into a row of a batch. */
    void copy(int example, Batch batch, int row);

    /** Returns what becomes of the first whole number that loses digits; empty if none does. */
    default Optional<String> rounded() {
        return Optional.empty();
    }

    /** Checks that there is an answer for each example. */
    void requireCount(NpyArray inputs);

    /** Nothing is known, as for examples to predict. */
    record Unknown() implements Answers {
        @Override
        public Target target() {
            return Target.values(1);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            batch.values()[row] = 0;
        }

        @Override
        public void requireCount(NpyArray inputs) {}
    }

    /** Classes. */
    record Classes(NpyArray array, Target target) implements Answers {
        @Override
        public void copy(int example, Batch batch, int row) {
            batch.labels()[row] = (int) array.number(example);
        }

        @Override
        public void requireCount(NpyArray inputs) {
            Answers.requireCount(inputs, array);
        }
    }

    /** Values. */
    record Values(NpyArray array, int width) implements Answers {
        @Override
        public Target target() {
            return Target.values(width);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            for (int i = 0; i < width; i++) {
                int element = example * array.stride(0) + (width == 1 ? 0 : i * array.stride(1));
                batch.values()[row * width + i] = (float) array.number(element);
            }
        }

        @Override
        public Optional<String> rounded() {
            return array.rounded();
        }

        @Override
        public void requireCount(NpyArray inputs) {
            Answers.requireCount(inputs, array);
        }
    }

    static Answers of(NpyArray array, int least) {
        return alike(List.of(array), least).getFirst();
    }

    /** Makes answers from arrays that belong together, so that they have the same classes. */
    static List<Answers> alike(List<NpyArray> arrays, int least) {
        arrays.forEach(Answers::requireShape);
        if (!arrays.stream().allMatch(array -> array.type().isWhole())) {
            return arrays.stream()
                    .<Answers>map(array ->
                            new Values(array, array.shape().size() == 1 ? 1 : array.shape().get(1)))
                    .toList();
        }
        int classes =
                Math.max(
                        Math.max(2, least),
                        arrays.stream().mapToInt(Answers::classes).max().orElse(0));
        return arrays.stream()
                .<Answers>map(array -> new Classes(array, Target.classes(classes)))
                .toList();
    }

    private static void requireShape(NpyArray array) {
        List<Integer> shape = array.shape();
        boolean isOne = shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1);
        boolean isRow = shape.size() == 2 && shape.get(1) > 0 && !array.type().isWhole();
        if (!isOne && !isRow) {
            throw new DataException(
                    "%s has the shape %s and type %s; targets are (examples,) whole numbers for classes, or (examples,) or (examples, values) floating point: for one-hot rows write y.argmax(1)"
                            .formatted(array.name(), shape, array.type()));
        }
    }

    private static int classes(NpyArray array) {
        int classes = 0;
        for (int example = 0; example < array.shape().getFirst(); example++) {
            double label = array.number(example);
            if (label < 0 || label >= MOST_CLASSES) {
                throw new DataException(
                        Text.of(
                                "%s[%d] is %s; classes are numbered from 0 to at most %,d: for values to learn, convert them with y.astype('f8')",
                                array.name(), example, array.text(example), MOST_CLASSES - 1));
            }
            classes = Math.max(classes, (int) label + 1);
        }
        return classes;
    }

    private static void requireCount(NpyArray inputs, NpyArray answers) {
        if (!inputs.shape().getFirst().equals(answers.shape().getFirst())) {
            throw new DataException(
                    Text.of(
                            "%s has %s, but %s has %,d; there must be one target for each",
                            inputs.name(),
                            NumberText.counted(inputs.shape().getFirst(), "example"),
                            answers.name(),
                            answers.shape().getFirst()));
        }
    }
}
