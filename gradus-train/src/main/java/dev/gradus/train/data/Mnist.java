package dev.gradus.train.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The MNIST handwritten digits, part of this module: 60,000 images of 28 × 28 to train on and
 * 10,000 to test on, ten classes.
 *
 * <p>LeCun, Cortes and Burges, "The MNIST database of handwritten digits"; CC BY-SA 3.0.
 */
public final class Mnist {
    private static final int CLASSES = 10;

    private final CompletableFuture<Dataset> train;
    private final CompletableFuture<Dataset> test;

    private Mnist() {
        train = CompletableFuture.supplyAsync(() -> read("training", "train"), Mnist::start);
        test = train.handle((_, _) -> read("test", "t10k"));
    }

    /** Begins to read both parts beside the caller, that to train on first, and returns at once. */
    public static Mnist load() {
        return new Mnist();
    }

    /** Returns the training part, waiting until it is there. */
    public Dataset train() {
        return await(train);
    }

    /** Returns the test part, waiting until it is there. */
    public Dataset test() {
        return await(test);
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

    private static Dataset read(String part, String prefix) {
        IdxFile images = file(prefix + "-images-idx3-ubyte.gz", 3);
        IdxFile labels = file(prefix + "-labels-idx1-ubyte.gz", 1);
        return IdxDataset.of("mnist " + part + " part", images, labels, CLASSES);
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
