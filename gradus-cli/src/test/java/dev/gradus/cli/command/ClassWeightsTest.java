package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    /** Four examples, of the classes 0, 0, 0 and 2, which counts how often one is read. */
    private static final class Counting implements Dataset {
        private int reads;

        @Override
        public String name() {
            return "four";
        }

        @Override
        public int size() {
            return 4;
        }

        @Override
        public Shape input() {
            return Shape.vector(1);
        }

        @Override
        public Target target() {
            return new Target.Classes(3);
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            reads++;
            batch.labels()[row] = example < 3 ? 0 : 2;
        }
    }

    @Test
    void examplesAreReadOnceForTheWeightsAndForTheLineThatNamesThem() {
        var examples = new Counting();
        TrainingData data = TrainingData.of(examples, Optional.empty(), List.of());
        Recipe asked = Recipe.empty().with(Keys.CLASS_WEIGHTS, List.of("balanced"));

        data.completed(asked);
        Recipe settled = data.startingFrom(Optional.empty()).completed(asked);

        assertThat(data.weights().sentence(settled))
                .isEqualTo(
                        "classes are weighted: 0 0.667, 2 2; without an example to learn from: 1 1");
        assertThat(examples.reads).isEqualTo(4);
    }
}
