package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/one-epoch.md says of the recipe of this name. */
class OneEpochTest {
    @TempDir Path folder;

    @Test
    @Tag("long")
    void readsNinetyNineInAHundredDigitsAfterOneEpochOnAverageOfThreeSeeds() {
        readsNinetyNineInAHundred(3);
    }

    @Test
    @Tag("slow")
    void readsNinetyNineInAHundredDigitsAfterOneEpochOnAverageOfTenSeeds() {
        readsNinetyNineInAHundred(10);
    }

    private void readsNinetyNineInAHundred(int seeds) {
        List<RunEnded> endings = LongStream.rangeClosed(1, seeds).mapToObj(this::ending).toList();

        var accuracies = endings.stream().mapToDouble(OneEpochTest::accuracy).summaryStatistics();
        assertThat(accuracies.getAverage())
                .as("test accuracy over %d seeds: %s", seeds, accuracies)
                .isGreaterThanOrEqualTo(0.99);
    }

    private RunEnded ending(long seed) {
        Session session =
                Session.run(
                        folder, Session.words("train --recipe one-epoch --quiet --seed " + seed));
        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
        return (RunEnded) new Runs(folder.resolve("runs")).find("latest").record().getLast();
    }

    private static double accuracy(RunEnded ending) {
        return ending.test().get("accuracy");
    }
}
