package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private record Flower(double sepal, double petal, String species) {
        float[] measures() {
            return new float[] {(float) sepal, (float) petal};
        }
    }

    private static final List<Flower> FLOWERS =
            List.of(
                    new Flower(5.1, 1.4, "setosa"),
                    new Flower(7.0, 4.7, "versicolor"),
                    new Flower(6.3, 6.0, "virginica"),
                    new Flower(4.9, 1.5, "setosa"));

    @Test
    void learnsAClassOfRecords() {
        Dataset data =
                Dataset.of(
                        FLOWERS,
                        flower -> new float[] {(float) flower.sepal(), (float) flower.petal()},
                        RecordTarget.classOf(Flower::species));
        var batch = new Batch(4, 2, data.target());
        IntStream.range(0, 4).forEach(example -> data.copy(example, batch, example));

        assertThat(data.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(batch.labels()).containsExactly(0, 1, 2, 0);
        assertThat(batch.inputs()).containsExactly(5.1f, 1.4f, 7.0f, 4.7f, 6.3f, 6.0f, 4.9f, 1.5f);
        assertThat(data.place(2)).isEqualTo("record 2 (counted from 0)");
    }

    @Test
    void learnsValuesOfAStream() {
        Dataset one =
                Dataset.of(
                        FLOWERS.stream(),
                        Flower::measures,
                        RecordTarget.valueOf(each -> each.petal() * 2));
        Dataset two =
                Dataset.of(
                        FLOWERS.stream(),
                        Flower::measures,
                        RecordTarget.valuesOf(Flower::measures));
        var batch = new Batch(1, 2, one.target());
        one.copy(1, batch, 0);

        assertThat(batch.values()).containsExactly((float) (4.7 * 2));
        assertThat(two.target()).isEqualTo(Target.values(2));
    }

    @Test
    void numbersNumericClassesInAscendingOrder() {
        Dataset data =
                Dataset.of(
                        List.of(10, 9, -1),
                        each -> new float[] {each},
                        RecordTarget.classOf(i -> i));

        assertThat(data.classNames()).containsExactly("-1", "9", "10");
    }

    @Test
    void namesTheRecordThatDoesNotFit() {
        assertThatThrownBy(() ->
                        Dataset.of(
                                List.of(1, 2),
                                each -> new float[each],
                                RecordTarget.classOf(String::valueOf)))
                .hasMessage(
                        "record 1 (counted from 0) has 2 features; each record has the same number, at least 1, and the first one has 1");
        assertThatThrownBy(() ->
                        Dataset.of(
                                List.of(1f, Float.NaN),
                                each -> new float[] {each},
                                RecordTarget.valueOf(_ -> 1)))
                .hasMessageContaining(
                        "record 1 (counted from 0): number 0 (counted from 0) of the features is NaN");
        var holes = new ArrayList<Integer>();
        holes.add(null);
        assertThatThrownBy(() -> Dataset.of(holes, _ -> new float[1], RecordTarget.valueOf(_ -> 1)))
                .hasMessageContaining("record 0 (counted from 0) is null");
        assertThatThrownBy(() ->
                        Dataset.of(
                                List.of(1, 2), _ -> new float[1], RecordTarget.classOf(_ -> "a")))
                .hasMessageContaining("all records are of the class 'a'");
        assertThatThrownBy(() ->
                        Dataset.of(
                                List.<Integer>of(),
                                _ -> new float[1],
                                RecordTarget.classOf(_ -> "a")))
                .hasMessageContaining("no record");
    }

    /** Java's longest arrays have 2,147,483,639 numbers; here they have 10. */
    @Test
    void refusesMoreRecordsThanADataSetHolds() {
        assertThat(firstRecords(5).size()).isEqualTo(5);
        assertThatThrownBy(() -> firstRecords(6))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "the records have more than 10 features in all, more than one data set holds; use fewer records");
    }

    private static Dataset firstRecords(int count) {
        return RecordRows.of(
                IntStream.range(0, count).boxed(),
                each -> new float[] {each, 1},
                RecordTarget.valueOf(each -> each),
                10);
    }
}
