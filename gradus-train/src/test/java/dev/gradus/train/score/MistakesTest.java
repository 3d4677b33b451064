package dev.gradus.train.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
    private static void add(Mistakes mistakes, int classes, int[] labels, float... outputs) {
        var batch = new Batch(labels.length, 1, Target.classes(classes));
        batch.size(labels.length);
        System.arraycopy(labels, 0, batch.labels(), 0, labels.length);
        mistakes.on(batch, outputs);
    }

    @Test
    void aClassTakenForAnotherIsAMistakeAndTheClearestComesFirst() {
        var mistakes = new Mistakes(5, Target.classes(3), List.of());
        add(mistakes, 3, new int[] {0, 1}, 2, 1, 0, /**/ 3, 1, 0);
        add(mistakes, 3, new int[] {2, 2}, 0, 5, 1, /**/ 0, 0, 1);

        assertThat(mistakes.found()).isEqualTo(2);
        assertThat(mistakes.worst())
                .containsExactly(new Mistake.OfClass(2, 2, 1, 4), new Mistake.OfClass(1, 1, 0, 2));
    }

    @Test
    void ofEqualOutputsTheFirstClassIsPredictedAsScoresCountIt() {
        var mistakes = new Mistakes(5, Target.classes(2), List.of());
        add(mistakes, 2, new int[] {0, 1}, 1, 1, /**/ 1, 1);

        assertThat(mistakes.worst()).containsExactly(new Mistake.OfClass(1, 1, 0, 0));
    }

    @Test
    void valuesAreSaidInTheirOwnUnit() {
        var price = new Learned.Value("price", 100, 10);
        var mistakes = new Mistakes(1, Target.values(1), List.of(price));
        var batch = new Batch(2, 1, Target.values(1));
        batch.size(2);
        batch.values()[0] = 1;
        batch.values()[1] = -1;
        mistakes.on(batch, new float[] {1.5f, 2});

        assertThat(mistakes.found()).isEqualTo(2);
        assertThat(mistakes.worst())
                .containsExactly(new Mistake.OfValues(1, List.of(90.0), List.of(120.0), 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 500})
    void theWorstOfAllAreKeptWhateverTheBatches(int most) {
        var random = new Random(most);
        var mistakes = new Mistakes(most, Target.classes(4), List.of());
        var all = new ArrayList<Mistake>();
        for (int seen = 0; seen < 300; ) {
            int rows = 1 + random.nextInt(40);
            int[] labels = random.ints(rows, 0, 4).toArray();
            float[] outputs = new float[rows * 4];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = random.nextInt(5); // many equal ones
            }
            add(mistakes, 4, labels, outputs);
            for (int row = 0; row < rows; row++, seen++) {
                int predicted = 0;
                for (int number = 1; number < 4; number++) {
                    predicted =
                            outputs[row * 4 + number] > outputs[row * 4 + predicted]
                                    ? number
                                    : predicted;
                }
                if (predicted != labels[row]) {
                    float above = outputs[row * 4 + predicted] - outputs[row * 4 + labels[row]];
                    all.add(new Mistake.OfClass(seen, labels[row], predicted, above));
                }
            }
        }
        List<Mistake> sorted =
                all.stream()
                        .sorted(Comparator.comparingDouble((Mistake each) -> -each.size()))
                        .limit(most)
                        .toList();

        assertThat(mistakes.worst()).isEqualTo(sorted);
        assertThat(mistakes.found()).isEqualTo(all.size());
    }

    @Test
    void noneAreNotKept() {
        assertThatThrownBy(() -> new Mistakes(0, Target.classes(2), List.of()))
                .hasMessage("at least 1 mistake is kept; got 0");
    }
}
