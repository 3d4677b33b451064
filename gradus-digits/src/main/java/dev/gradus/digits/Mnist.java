package dev.gradus.digits;

import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.IdxDataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private final Part train =
            new Part("mnist training part", 60_000, "train", "1:393ed8c22027171d911a72ac9b98f335");
    private final Part test =
            new Part("mnist test part", 10_000, "t10k", "1:2dcd65ffd96250383683f1addd283ba0");

    private Mnist() {}

    /**
     * Begins to read the training part beside the caller, and returns at once.
     *
     * @return both parts of the digits
     */
    public static Mnist load() {
        var digits = new Mnist();
        Thread.ofPlatform()
                .daemon()
                .name("gradus-mnist")
                .uncaughtExceptionHandler((_, _) -> {}) // whoever wants an example fails as well
                .start(digits.train::examples);
        return digits;
    }

    /** {@return the training part; only whoever wants an example waits until it is read} */
    public Dataset train() {
        return train;
    }

    /** {@return the test part, which is read when somebody wants an example} */
    public Dataset test() {
        return test;
    }

    /** A part of which all is known but the examples. */
    private static final class Part implements Dataset {
        private final String name;
        private final int size;
        private final String files;
        private final String fingerprint;
        private volatile @Nullable Dataset examples;

        private Part(String name, int size, String files, String fingerprint) {
            this.name = name;
            this.size = size;
            this.files = files;
            this.fingerprint = fingerprint;
        }

        private Dataset examples() {
            Dataset known = examples;
            return known == null ? read() : known;
        }

        private synchronized Dataset read() {
            Dataset known = examples;
            if (known == null) {
                known = unpacked(name, files);
                examples = known;
            }
            return known;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Shape input() {
            return IMAGE;
        }

        @Override
        public Target target() {
            return DIGITS;
        }

        @Override
        public Optional<DataSource> origin() {
            DataSource.Part part =
                    files.equals("train") ? DataSource.Part.TRAINING : DataSource.Part.TEST;
            return Optional.of(DataSource.of("mnist", part));
        }

        /** Known beforehand, for these files never change: a run does not wait for it. */
        @Override
        public String fingerprint() {
            return fingerprint;
        }

        @Override
        public boolean isThreadSafe() {
            return true;
        }

        @Override
        public void copy(int example, Batch batch, int row) {
            examples().copy(example, batch, row);
        }
    }

    private static Dataset unpacked(String name, String files) {
        try (InputStream images = file(files + "-images-idx3-ubyte.gz");
                InputStream labels = file(files + "-labels-idx1-ubyte.gz")) {
            return IdxDataset.of(name, images, labels, CLASSES);
        } catch (IOException failure) {
            throw new DataException(
                    "cannot read the built-in %s: %s".formatted(name, FileFault.reason(failure)),
                    failure);
        }
    }

    private static InputStream file(String name) {
        InputStream in = Mnist.class.getResourceAsStream("mnist/" + name);
        if (in == null) {
            throw new DataException(name + " is missing from this build of gradus-digits");
        }
        return in;
    }
}
