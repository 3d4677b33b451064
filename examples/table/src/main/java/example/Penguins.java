package example;

import dev.gradus.data.Table;
import dev.gradus.model.Model;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.table.TableTraining;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Learns the species of penguins from a CSV file with words and missing values.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/table compile exec:exec}</pre>
 */
public final class Penguins {
    private Penguins() {}

    public static void main(String[] arguments) {
        TrainingResult result = train(Path.of("penguins.csv"));
        System.out.println("right on rows it has not seen: " + result.test().get("accuracy"));
        result.model().save(Path.of("penguins.gradus"));
        System.out.println(result.model().meaning().outputs());
        System.out.println(Arrays.toString(predict(result.model())));
    }

    static TrainingResult train(Path file) {
        // @start region="table"
        Table table = Table.of(file, TableFormat.usual());
        TableTraining training =
                TableTraining.of(table, Wishes.learn("species"), Recipe.empty(), 0.2);
        training.notes().forEach(System.err::println); // what to check in the table
        TrainingResult result = training.with(trainer -> trainer.seed(1)).fit();
        // @end
        return result;
    }

    static float[] predict(Model model) {
        // @start region="row"
        float[] probabilities =
                model.predict(
                        Map.of(
                                "island", "Biscoe",
                                "bill_length_mm", "47.7",
                                "bill_depth_mm", "15.0",
                                "flipper_length_mm", "216",
                                "body_mass_g", "4750",
                                "sex", "", // missing
                                "year", "2008"));
        // @end
        return probabilities;
    }
}
