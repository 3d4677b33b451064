package example;

import dev.gradus.data.Dataset;
import dev.gradus.data.Split;
import dev.gradus.data.image.Colour;
import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.image.ImageSize;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.batch.Augmentation;
import java.nio.file.Path;

/**
 * Learns a folder of images with a folder inside for each class, named after it.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/images compile exec:exec -Darguments=FOLDER}</pre>
 *
 * <p>FOLDER has a folder of pictures for each class.
 */
public final class Images {
    private Images() {}

    public static void main(String[] arguments) {
        TrainingResult result = train(Path.of(arguments[0]), 20);
        System.out.println("right on images it has not seen: " + result.test().get("accuracy"));
        result.model().save(Path.of("images.gradus"));
    }

    static TrainingResult train(Path folder, int epochs) {
        // @start region="images"
        Dataset all = ImageDataset.read(folder, ImageForm.usual().with(new ImageSize(32, 32), Colour.RGB));
        Split parts = all.split(0.2, 1);
        Network network =
                Network.parse(
                        all.input(),
                        "conv2d(8, 3) batchNorm relu maxPool(2) conv2d(16, 3) batchNorm relu maxPool(2)"
                                + " flatten dense(32) relu dense(%d)".formatted(all.target().outputs()));
        TrainingResult result =
                Trainer.of(network, Losses.softmaxCrossEntropy())
                        .optimizer(Optimizers.adam())
                        .learningRate(Schedules.oneCycle(0.005))
                        .augment(Augmentation.parse("shift(2), flip"))
                        .batchSize(16)
                        .epochs(epochs)
                        .testOn(parts.heldOut())
                        .fit(parts.training());
        // @end
        return result;
    }
}
