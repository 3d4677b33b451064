package dev.gradus.train.score;

import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import dev.gradus.train.session.Evaluator;
import java.util.List;

/** Takes batch after batch of outputs and gives the scores at the end. */
public sealed interface Scorer extends Evaluator.Watcher permits ClassScorer, ValueScorer {
    /** {@return the scores of all batches so far} */
    Scores scores();

    /**
     * {@return a scorer that has seen nothing yet}
     *
     * @param target what is known about the examples
     * @param loss what the outputs were trained by
     * @param values how the targets were standardized, one for each output; empty if they were not
     */
    static Scorer of(Target target, Loss loss, List<Learned.Value> values) {
        return switch (target) {
            case Target.Classes(int count) ->
                    new ClassScorer(count, loss instanceof Loss.SoftmaxCrossEntropy);
            case Target.Values(int width) -> new ValueScorer(width, values);
        };
    }

    /**
     * {@return how a table's targets were standardized, if they were}
     *
     * @param learned what a table's model learned
     */
    static List<Learned.Value> standardization(Learned learned) {
        return learned instanceof Learned.Values(List<Learned.Value> values) ? values : List.of();
    }

    @Override
    void on(Batch batch, float[] outputs);
}
