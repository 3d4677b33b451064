package dev.gradus.train.data;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Shape;
import dev.gradus.nn.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The MNIST handwritten digits, part of this module: 60,000 images of 28 × 28 to train on and
 * 10,000 to test on, ten classes.
 *
 * <p>LeCun, Cortes and Burges, "The MNIST database of handwritten digits"; CC BY-SA 3.0.
 */
public final class Mnist {
    private static final int CLASSES = 10;
    private static final Shape IMAGE = Shape.image(1, 28, 28);
    private static final Target DIGITS = Target.classes(CLASSES);
    private static final int TRAINING_SIZE = 60_000;
    private static final int TEST_SIZE = 10_000;
    private static final String TRAINING = "mnist training part";
    private static final String TEST = "mnist test part";

    private final CompletableFuture<Dataset> train;
    private final CompletableFuture<Dataset> test;

    private Mnist() {
        train = CompletableFuture.supplyAsync(() -> read(TRAINING, "train"), Mnist::start);
        test = train.handle((_, _) -> read(TEST, "t10k"));
    }

    /** Begins to read both parts beside the caller, that to train on first, and returns at once. */
    public static Mnist load() {
        return new Mnist();
    }

    /** Returns the training part; only whoever wants an example waits until it is read. */
    public Dataset train() {
        return new Coming(TRAINING, TRAINING_SIZE, () -> await(train));
    }

    /** Returns the test part; only whoever wants an example waits until it is read. */
    public Dataset test() {
        return new Coming(TEST, TEST_SIZE, () -> await(test));
    }

    /** A part of which all is known but the examples. */
    private record Coming(String name, int size, Supplier<Dataset> examples) implements Dataset {
        @Override
        public Shape input() {
            return IMAGE;
        }

        @Override
        public Target target() {
            return DIGITS;
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            examples.get().copy(example, batch, row);
        }
    }

    private static void start(Runnable reading) {
        Thread.ofPlatform().daemon().name("gradus-mnist").start(reading);
    }

    private static Dataset await(CompletableFuture<Dataset> part) {
        try {
            return part.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof DataException data
                    ? data
                    : new DataException("MNIST cannot be read: " + failed.getCause(), failed);
        }
    }

    private static Dataset read(String name, String prefix) {
        IdxFile images = file(prefix + "-images-idx3-ubyte.gz", 3);
        IdxFile labels = file(prefix + "-labels-idx1-ubyte.gz", 1);
        return IdxDataset.of(name, images, labels, CLASSES);
    }

    private static IdxFile file(String name, int rank) {
        try (InputStream in = Mnist.class.getResourceAsStream("mnist/" + name)) {
            if (in == null) {
                throw new DataException(name + " is missing from this build of gradus-train");
            }
            return IdxFile.read(name, in, rank);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
