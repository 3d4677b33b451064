package example;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Draft;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Tries nine learning rates, drops two of three twice, and ranks what is left.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/sweep compile exec:exec}</pre>
 */
public final class Rates {
    private Rates() {}

    public static void main(String[] arguments) {
        for (Standing standing : sweep(Path.of("sweeps", "rates"))) {
            System.out.printf("%s  loss %.4f%n", standing.settings(), standing.mean());
        }
    }

    /** Trains the points side by side; the best is first. A sweep that was stopped goes on. */
    static List<Standing> sweep(Path folder) {
        // @start region="sweep"
        Draft recipe =
                Draft.ofYaml(
                        """
                        model: dense(16) tanh dense(2)
                        optimizer: momentum(0.9)
                        learningRate: cosine(auto)
                        batchSize: 20
                        epochs: 9
                        validationShare: 0.25
                        """,
                        "rates.yaml");
        SweepPlan plan =
                new SweepPlan(
                        recipe,
                        List.of(Axis.parse("lr=log(1e-4, 1, 9)")),
                        new Design.Grid(),
                        2, // seeds
                        Optional.of(new Halving(3)));
        SweepFolder sweep = SweepFolder.of(folder, plan); // new, or continued where it stopped
        int workers = Runtime.getRuntime().availableProcessors();
        List<Standing> standings = new ParameterSweep(sweep, Workshop.on(spirals(400)), workers).run();
        // @end
        return standings;
    }

    /** Two spirals wound around each other. */
    static Dataset spirals(int count) {
        Random random = new Random(1);
        float[][] places = new float[count][2];
        int[] arms = new int[count];
        for (int i = 0; i < count; i++) {
            arms[i] = i % 2;
            double along = 0.2 + 0.8 * random.nextDouble();
            double angle = 4 * along + Math.PI * arms[i];
            places[i] = new float[] {(float) (along * Math.cos(angle)), (float) (along * Math.sin(angle))};
        }
        return Dataset.ofLabels(Shape.vector(2), places, arms, 2);
    }
}
