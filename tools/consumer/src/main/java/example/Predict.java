package example;

import dev.gradus.model.Model;
import java.nio.file.Path;
import java.util.Arrays;

/** Loads a model and predicts. */
public final class Predict {
    private Predict() {}

    public static void main(String[] arguments) {
        Model model = Model.load(Path.of(arguments[0]));
        float[] probabilities = model.predict(new float[] {1, -1});
        System.out.println(model.meaning().outputs() + " " + Arrays.toString(probabilities));
    }
}
