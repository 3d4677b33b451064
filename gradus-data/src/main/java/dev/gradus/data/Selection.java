package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.stream.IntStream;

/** Some examples of another data set. */
final class Selection implements DatasetView {
    private final String name;
    private final Dataset source;
    private final int[] examples;

    Selection(String name, Dataset source, int[] examples) {
        this.name = name;
        this.source = source;
        this.examples = examples;
    }

    static Selection range(Dataset source, int first, int end) {
        if (first < 0 || end > source.size() || first >= end) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s has examples 0 to %d, got the range from %d up to %d",
                            source.name(), source.size() - 1, first, end));
        }
        String name = Text.of("%s, examples %d to %d", source.name(), first, end - 1);
        return new Selection(name, source, IntStream.range(first, end).toArray());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return examples.length;
    }

    @Override
    public String fingerprint() {
        return new Fingerprint().with(source.fingerprint()).with(examples, examples.length).text();
    }

    @Override
    public Dataset source() {
        return source;
    }

    @Override
    public boolean isThreadSafe() {
        return source.isThreadSafe();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        DatasetView.super.copy(examples[example], batch, row);
    }

    @Override
    public String place(int example) {
        return source.place(examples[example]);
    }
}
