package example;

import dev.gradus.data.DataException;
import dev.gradus.data.Split;
import dev.gradus.data.image.Colour;
import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.image.ImageSize;
import dev.gradus.data.image.ImagesToPredict;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.batch.Augmentation;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Learns a folder of images with a folder inside for each class, named after it.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/images compile exec:exec -Darguments=FOLDER}</pre>
 *
 * <p>FOLDER has a folder of pictures for each class. Pictures that cannot be read are left out and
 * listed. A picture after it, as in {@code "-Darguments=FOLDER new.jpg"}, is predicted at the end.
 */
public final class Images {
    /** Height and width to which all images are scaled. */
    private static final ImageSize SIZE = new ImageSize(32, 32);

    private Images() {}

    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code > 0) {
            System.exit(code);
        }
    }

    /** Returns the exit code: 2 for wrong arguments, 4 for files that cannot be used. */
    static int run(String... arguments) {
        if (arguments.length == 0) {
            System.err.println("Which folder? Add -Darguments=FOLDER, with a folder of pictures for each class.");
            return 2;
        }
        try {
            TrainingResult result = train(Path.of(arguments[0]), 20);
            System.out.println("right on images it has not seen: " + result.test().get("accuracy"));
            Model model = result.model();
            model.save(Path.of("images.gradus"));
            if (arguments.length > 1) {
                System.out.println(model.meaning().outputs());
                System.out.println(Arrays.toString(predict(model, Path.of(arguments[1]))));
            }
            return 0;
        } catch (DataException unreadable) {
            System.err.println(unreadable.getMessage());
            return 4;
        }
    }

    static TrainingResult train(Path folder, int epochs) {
        // @start region="images"
        ImageForm form = ImageForm.usual().with(SIZE, Colour.RGB).with(OnBadRow.SKIP);
        ImageDataset all = ImageDataset.read(folder, form);
        all.notes().forEach(System.err::println); // which files were left out
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

    /** Returns the probability of each class, in the order of the model's outputs. */
    static float[] predict(Model model, Path image) {
        // @start region="image"
        float[] pixels = new float[model.network().input().size()];
        ImagesToPredict.in(image, SIZE, Colour.RGB).read(0, pixels);
        float[] probabilities = model.predict(pixels);
        // @end
        return probabilities;
    }
}
