package dev.gradus.data.numpy;

import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Examples from arrays that NumPy saved, of the element types f2 to f8, i1 to i8, u1 to u8 and b1.
 *
 * <p>The first dimension of the inputs counts the examples. The others make an example: a vector if
 * there is one or none, a grey image if there are two, and an image of several channels if there
 * are three: channels come first, or last if the last dimension is 1, 3 or 4 and the first is not.
 * Unsigned bytes of images become b / 255; all other numbers stay as they are.
 *
 * <p>Targets of whole numbers or booleans are classes, numbered from 0; targets of floating point
 * are values to learn, one or several for each example.
 */
public final class NumpyDataset implements Dataset {
    private final NpyArray inputs;
    private final InputLayout layout;
    private final Answers answers;
    private final Optional<DataSource> source;

    private NumpyDataset(
            NpyArray inputs, InputLayout layout, Answers answers, Optional<DataSource> source) {
        this.inputs = inputs;
        this.layout = layout;
        this.answers = answers;
        this.source = source;
    }

    /**
     * The parts of an archive.
     *
     * @param train what is learned from
     * @param test what is measured at the end, if the archive has such a part
     */
    public record Archive(Dataset train, Optional<Dataset> test) {
        /**
         * {@return what a user should know about how the inputs of both parts are read, a sentence
         * each}
         */
        public List<String> notes() {
            return NumpyDataset.notes(
                    Stream.concat(Stream.of(train), test.stream())
                            .filter(NumpyDataset.class::isInstance)
                            .map(NumpyDataset.class::cast)
                            .toList());
        }
    }

    /**
     * Reads an {@code .npz} file with the arrays {@code x} and {@code y}, or {@code x_train},
     * {@code y_train}, {@code x_test} and {@code y_test} as Keras names them.
     *
     * @param archive the file
     * @param classes the least number of classes; 0 for as many as occur
     * @return the examples
     * @throws DataException if arrays are missing, damaged, cut off, or do not fit together
     */
    public static Archive read(Path archive, int classes) {
        String place = absolute(archive);
        List<String> names = NumpyFile.names(archive);
        if (names.containsAll(List.of("x", "y"))) {
            List<NpyArray> arrays = NumpyFile.arrays(archive, List.of("x", "y"));
            return new Archive(
                    of(
                            arrays.getFirst(),
                            Answers.of(arrays.getLast(), classes),
                            DataSource.of(place, DataSource.Part.WHOLE)),
                    Optional.empty());
        }
        List<String> four = List.of("x_train", "x_test", "y_train", "y_test");
        if (!names.containsAll(four)) {
            throw new DataException(
                    "%s has the arrays %s; expected x and y, or x_train, y_train, x_test and y_test, as np.savez(file, x=x, y=y) names them"
                            .formatted(archive, listed(names)));
        }
        List<NpyArray> arrays = NumpyFile.arrays(archive, four);
        List<Answers> answers = Answers.alike(arrays.subList(2, 4), classes);
        return new Archive(
                of(
                        arrays.get(0),
                        answers.getFirst(),
                        DataSource.of(place, DataSource.Part.TRAINING)),
                Optional.of(
                        of(
                                arrays.get(1),
                                answers.getLast(),
                                DataSource.of(place, DataSource.Part.TEST))));
    }

    /**
     * Reads inputs and targets from two {@code .npy} files.
     *
     * @param inputs the file with the inputs
     * @param targets the file with the targets
     * @param classes how many classes there are at least; 0 for those that there are
     * @return the examples
     * @throws DataException as {@link #read(Path, int)}
     */
    public static Dataset read(Path inputs, Path targets, int classes) {
        var words = new LinkedHashMap<String, Object>();
        words.put("data", absolute(inputs));
        words.put("labels", absolute(targets));
        return of(
                NumpyFile.array(inputs),
                Answers.of(NumpyFile.array(targets), classes),
                new DataSource(words, DataSource.Part.WHOLE));
    }

    /**
     * Reads inputs alone, to predict: an {@code .npy} file, or the array {@code x} of an {@code
     * .npz} file ({@code x_test} where it has that). The target values are meaningless.
     *
     * @param file the file
     * @return the examples
     * @throws DataException as {@link #read(Path, int)}
     */
    public static Dataset inputs(Path file) {
        NpyArray inputs = NumpyFile.isArchive(file) ? ofArchive(file) : NumpyFile.array(file);
        return new NumpyDataset(
                inputs, InputLayout.of(inputs), new Answers.Unknown(), Optional.empty());
    }

    private static NpyArray ofArchive(Path archive) {
        List<String> names = NumpyFile.names(archive);
        String name =
                Stream.of("x", "x_test")
                        .filter(names::contains)
                        .findFirst()
                        .orElseThrow(() ->
                                new DataException(
                                        "%s has the arrays %s; expected x or x_test"
                                                .formatted(archive, listed(names))));
        return NumpyFile.arrays(archive, List.of(name)).getFirst();
    }

    private static String listed(List<String> names) {
        int most = 20;
        return names.size() <= most
                ? names.toString()
                : names.subList(0, most) + Text.of(" and %,d more", names.size() - most);
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    private static Dataset of(NpyArray inputs, Answers answers, DataSource source) {
        InputLayout layout = InputLayout.of(inputs);
        answers.requireCount(inputs);
        return new NumpyDataset(inputs, layout, answers, Optional.of(source));
    }

    @Override
    public String name() {
        return inputs.name();
    }

    @Override
    public int size() {
        return inputs.shape().getFirst();
    }

    @Override
    public Shape input() {
        return layout.shape();
    }

    @Override
    public Target target() {
        return answers.target();
    }

    @Override
    public boolean isThreadSafe() {
        return true;
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        layout.copy(example, batch.inputs(), row * batch.inputSize());
        answers.copy(example, batch, row);
    }

    @Override
    public Optional<DataSource> origin() {
        return source;
    }

    @Override
    public String place(int example) {
        return Text.of("%s[%d]", inputs.name(), example);
    }

    /**
     * {@return what a user should know about how the inputs are read, a sentence each: how their
     * shape was interpreted, if it is ambiguous, and the first input and the first value to learn
     * that lose digits}
     */
    public List<String> notes() {
        return notes(List.of(this));
    }

    /** What is noted of the first part holds for the others. */
    private static List<String> notes(List<NumpyDataset> parts) {
        return Stream.<Function<NumpyDataset, Optional<String>>>of(
                        part -> part.layout.note(),
                        part -> part.inputs.rounded(),
                        part -> part.answers.rounded())
                .map(note -> parts.stream().map(note).flatMap(Optional::stream).findFirst())
                .flatMap(Optional::stream)
                .toList();
    }
}
