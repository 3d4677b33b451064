package dev.gradus.model.examples;

import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import dev.gradus.nn.backend.Backends;
import java.nio.file.Path;
import java.util.Map;

/** How a model is used, as docs/models.md shows it. */
final class ModelExample {
    private ModelExample() {}

    static float[] predict(Path file, float[] pixels) {
        // @start region="predict"
        Model model = Model.load(file);
        float[] probabilities = model.predict(pixels);
        // @end
        return probabilities;
    }

    static float[] row(Model model) {
        // @start region="row"
        float[] answer = model.predict(Map.of("island", "Biscoe", "sex", "male", "year", "2008"));
        // @end
        return answer;
    }

    static void many(Model model, float[] examples, int count, float[] answers) {
        // @start region="many"
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            predictor.predict(examples, count, answers);
        }
        // @end
    }
}
