package dev.gradus.bench.prediction;

import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import dev.gradus.nn.backend.BackendChoice;
import java.util.Optional;

/**
 * Gradus, by what its documentation shows: single examples by the model, batches by a predictor.
 */
public final class GradusPrediction implements PredictionContender {
    @Override
    public String name() {
        return "gradus";
    }

    @Override
    public PredictionSession open(ModelFiles files, int threads) {
        Model model = Model.load(files.gradus());
        Predictor predictor =
                model.predictor(BackendChoice.of(Optional.empty()).backend(), threads);
        return new Session(model, predictor, threads);
    }

    private record Session(Model model, Predictor predictor, int threads)
            implements PredictionSession {
        @Override
        public String description() {
            return predictor.description();
        }

        @Override
        public void predict(float[] examples, int count, float[] answers) {
            if (count == 1 && threads == 1) {
                float[] answer = model.predict(examples);
                System.arraycopy(answer, 0, answers, 0, answer.length);
            } else {
                predictor.predict(examples, count, answers);
            }
        }

        @Override
        public void close() {
            predictor.close();
        }
    }
}
