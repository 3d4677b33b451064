package dev.gradus.train.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.NumberParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundResultTest {
    private static final List<UpdateNumbers> NOTHING_MEASURED = List.of();

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Up to five arrays, some of them longer than a block of sums, and numbers among them. */
    private static RoundLayout layout(Random random) {
        return new RoundLayout(
                random.ints(1 + random.nextInt(5), 0, 3)
                        .mapToObj(kind ->
                                kind == 0
                                        ? new RoundLayout.Part(NumberParts.COUNT, true)
                                        : new RoundLayout.Part(
                                                random.nextInt(kind == 1 ? 9 : 6000), false))
                        .toList());
    }

    private static List<float[]> values(RoundLayout layout, Random random) {
        return layout.parts().stream().map(part -> values(part, random)).toList();
    }

    private static float[] values(RoundLayout.Part part, Random random) {
        float[] values = new float[part.length()];
        if (part.isNumber()) {
            NumberParts.split(random.nextGaussian(), values);
        } else {
            IntStream.range(0, values.length)
                    .forEach(i -> values[i] = (float) random.nextGaussian());
        }
        return values;
    }

    private static List<RoundReport> reports(RoundLayout layout, Random random) {
        List<RoundShare> shares = RoundShare.of(0, 0, 3 + random.nextInt(40), 3);
        return shares.stream()
                .map(share -> new RoundReport(share, values(layout, random), NOTHING_MEASURED))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void piecesOfAnyNumberHoldEachValueOnceAndCutNoNumber(int seed) {
        var random = new Random(seed);
        RoundLayout layout = layout(random);
        List<float[]> values = values(layout, random);
        List<RoundPiece> pieces = layout.pieces(1 + random.nextInt(9));
        List<float[]> joined =
                layout.parts().stream().map(part -> new float[part.length()]).toList();
        int held = 0;
        for (RoundPiece piece : pieces) {
            piece.write(piece.of(values), joined);
            held += piece.of(values).stream().mapToInt(array -> array.length).sum();
            assertThat(piece.spans())
                    .filteredOn(RoundPiece.Span::isNumber)
                    .allMatch(span -> span.from() == 0 && span.to() == NumberParts.COUNT);
        }

        assertThat(4L * held).isEqualTo(layout.bytes());
        for (int i = 0; i < values.size(); i++) {
            assertThat(joined.get(i)).containsExactly(values.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMeanDependsNeitherOnTheOrderOfReportsNorOnPieces(int seed) {
        var random = new Random(seed);
        RoundLayout layout = layout(random);
        List<RoundReport> reports = reports(layout, random);
        List<RoundPiece> pieces = layout.pieces(1 + random.nextInt(9));
        RoundResult whole = RoundResult.of(layout.whole(), reports);
        var late = new ArrayList<>(reports);
        Collections.shuffle(late, random);
        RoundResult inPieces =
                RoundResult.joined(
                        layout,
                        pieces,
                        IntStream.range(0, pieces.size())
                                .mapToObj(i ->
                                        RoundResult.of(
                                                pieces.get(i),
                                                late.stream()
                                                        .map(report -> report.cut(pieces).get(i))
                                                        .toList()))
                                .toList());

        for (int i = 0; i < layout.parts().size(); i++) {
            assertThat(inPieces.means().get(i)).containsExactly(whole.means().get(i));
        }
    }

    /** Σ updates · value ÷ Σ updates, term by term in the order of the replicas' numbers. */
    @ParameterizedTest
    @MethodSource("seeds")
    void valuesAreWeightedByUpdates(int seed) {
        var random = new Random(seed);
        RoundLayout layout = layout(random);
        List<RoundReport> reports = reports(layout, random);
        RoundResult result = RoundResult.of(layout.whole(), reports.reversed());

        for (int part = 0; part < layout.parts().size(); part++) {
            float[] mean = result.means().get(part);
            if (layout.parts().get(part).isNumber()) {
                int array = part;
                double exact =
                        weighted(reports, own -> NumberParts.joined(own.values().get(array)));
                assertThat(NumberParts.joined(mean)).isEqualTo(exact);
            } else {
                for (int i = 0; i < mean.length; i++) {
                    int array = part;
                    int value = i;
                    double exact = weighted(reports, own -> own.values().get(array)[value]);
                    assertThat(mean[i]).isEqualTo((float) exact);
                }
            }
        }
    }

    private static double weighted(List<RoundReport> reports, ToDoubleFunction<RoundReport> value) {
        double sum = 0;
        double all = 0;
        for (RoundReport report : reports) {
            sum += report.share().count() * value.applyAsDouble(report);
            all += report.share().count();
        }
        return sum / all;
    }

    /** −0 too, which a sum that begins with 0 would lose. */
    @Test
    void theMeanOfOneReplicaIsWhatItGaveBack() {
        var layout = new RoundLayout(List.of(new RoundLayout.Part(3, false)));
        float[] values = {-0f, 0.1f, Float.MIN_VALUE};
        var report =
                new RoundReport(
                        RoundShare.of(0, 0, 7, 1).getFirst(), List.of(values), NOTHING_MEASURED);

        float[] mean = RoundResult.of(layout.whole(), List.of(report)).means().getFirst();
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.floatToRawIntBits(mean[i]))
                    .isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }
}
