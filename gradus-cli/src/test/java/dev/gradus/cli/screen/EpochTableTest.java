package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.terminal.Style;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTableTest {
    private static final List<String> CELLS =
            List.of("1/3", "0.3393", "0.1883", "94.40%", "3.2 s", "best", "over-fitting");

    private final EpochTable table = new EpochTable(Style.PLAIN);

    private List<String> lines(int width) {
        table.begin(new Extent(1000, 1200, 400));
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("loss", 0.1883);
        measured.put("accuracy", 0.944);
        var epoch =
                new EpochCompleted(
                        400, 400, 0, 0.3393, measured, Set.of(Mark.BEST, Mark.OVERFITTING), 3.2);
        return table.lines(epoch, null, width);
    }

    @Test
    void aTerminalOfFortyColumnsGetsEveryCellWithItsName() {
        assertThat(lines(40))
                .containsExactly(
                        "epoch 1/3  train loss 0.3393",
                        "  validation 0.1883  accuracy 94.40%",
                        "  rate   time 3.2 s  best  over-fitting");
    }

    @Test
    void theHeaderIsPrintedOnceAndAgainAfterTheTerminalWasNarrow() {
        var all = new ArrayList<String>();
        for (int width : new int[] {100, 100, 40, 100}) {
            all.addAll(lines(width));
        }

        assertThat(all.stream().filter(line -> line.contains("epoch   train loss"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 15, 20, 25, 30, 39, 40, 41, 60, 73, 74, 80, 88, 94, 95, 120})
    void noCellIsLostOrTornAtAnyWidth(int width) {
        List<String> lines = lines(width);

        assertThat(String.join("\n", lines)).contains(CELLS);
        assertThat(lines)
                .allMatch(line ->
                        line.length() <= width || line.strip().split(" {2}", -1).length == 1);
    }

    /** The numbers of the epochs whose rows a run prints, when each takes that many seconds. */
    private List<Integer> shown(int epochs, double seconds) {
        table.begin(new Extent(1000, 10L * epochs, 10));
        return IntStream.range(0, epochs)
                .filter(epoch -> {
                    var completed =
                            new EpochCompleted(
                                    10, 10, epoch, 0.5, Map.of("loss", 0.4), Set.of(), seconds);
                    return !table.lines(completed, null, 100).isEmpty();
                })
                .mapToObj(epoch -> epoch + 1)
                .toList();
    }

    @Test
    void aRunOfManyShortEpochsPrintsAtMostTwentyOneRowsWithTheLast() {
        assertThat(shown(143, 0.01)).hasSize(18).contains(8, 136, 143);
        assertThat(shown(41, 0.01)).hasSize(14).startsWith(3).endsWith(41);
        assertThat(shown(20_000, 0.01)).hasSize(20).endsWith(20_000);
    }

    @Test
    void everyEpochIsPrintedWhereTheyAreFewOrLong() {
        assertThat(shown(40, 0.01)).hasSize(40);
        assertThat(shown(143, 1)).hasSize(143);
    }

    @Test
    void rowsThatAreLeftOutAreSaidOnce() {
        table.begin(new Extent(1000, 1430, 10));
        var all = new ArrayList<String>();
        for (int epoch = 0; epoch < 143; epoch++) {
            all.addAll(
                    table.lines(
                            new EpochCompleted(
                                    10, 10, epoch, 0.5, Map.of("loss", 0.4), Set.of(), 0.01),
                            null,
                            100));
        }

        assertThat(all.getFirst())
                .isEqualTo("143 epochs: one row in 8 is shown; the run's record has all of them");
        assertThat(all).filteredOn(line -> line.contains("one row in 8")).hasSize(1);
    }
}
