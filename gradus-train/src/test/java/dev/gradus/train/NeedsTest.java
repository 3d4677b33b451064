package dev.gradus.train;

import static dev.gradus.nn.metric.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.CheckpointInterval;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.run.Run;
import dev.gradus.schedule.Span;
import dev.gradus.train.round.ThreadReplicas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting that has no effect without another is refused, and one with it is not. */
class NeedsTest {
    private static final Dataset TRAIN = Toys.clouds(23, 1);
    private static final Dataset OTHER = Toys.clouds(6, 2);

    /** What settings need. */
    enum Need {
        FOLDER,
        REPLICAS,
        VALIDATION,
        TEST;

        Trainer in(Trainer trainer, Path runs) {
            return switch (this) {
                case FOLDER -> trainer.runs(runs);
                case REPLICAS -> trainer.replicas(2, rounds());
                case VALIDATION -> trainer.validateOn(0.2);
                case TEST -> trainer.testOn(OTHER);
            };
        }

        private static Rounds rounds() {
            return new Rounds(2, new Rounds.Outer.Average(), Rounds.Inner.KEEP);
        }
    }

    /** A setting, and what is enough for it, each by itself. */
    record Setting(String name, Set<Need> enough, UnaryOperator<Trainer> setter) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Setting> settings() {
        Set<Need> folder = Set.of(Need.FOLDER);
        return Stream.of(
                new Setting("checkpointEvery", folder, t -> t.checkpointEvery(Span.steps(2))),
                new Setting("checkpointEvery", folder, t -> t.checkpointEvery(Duration.ofHours(1))),
                new Setting("keep", folder, t -> t.keep(3)),
                new Setting("tensorboard", folder, Trainer::tensorboard),
                new Setting(
                        "histograms and tensorboard", folder, t -> t.tensorboard().histograms()),
                new Setting(
                        "checkpointEvery and keep",
                        folder,
                        t -> t.keep(1).checkpointEvery(Span.epochs(1))),
                new Setting(
                        "replicasOn",
                        Set.of(Need.REPLICAS),
                        t -> t.replicasOn(ThreadReplicas::open)),
                new Setting("validateEvery", Set.of(Need.VALIDATION), t -> t.validateEvery(1)),
                new Setting(
                        "metrics", Set.of(Need.VALIDATION, Need.TEST), t -> t.metrics(accuracy())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void isRefusedExactlyWithoutWhatItNeeds(Setting setting, @TempDir Path runs) {
        for (Set<Need> met : subsets()) {
            Trainer trainer = setting.setter().apply(Toys.trainer());
            for (Need need : met) {
                trainer = need.in(trainer, runs);
            }
            Trainer whole = trainer;
            if (met.stream().anyMatch(setting.enough()::contains)) {
                whole.prepare(TRAIN).close();
            } else {
                assertThatThrownBy(() -> whole.prepare(TRAIN))
                        .as("%s with %s", setting, met)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(setting.name() + " need")
                        .hasMessageContaining(": add .");
            }
        }
    }

    private static List<Set<Need>> subsets() {
        var subsets = new ArrayList<Set<Need>>(List.of(Set.of()));
        for (Need need : Need.values()) {
            for (Set<Need> without : List.copyOf(subsets)) {
                Set<Need> with = EnumSet.of(need);
                with.addAll(without);
                subsets.add(with);
            }
        }
        return subsets;
    }

    @Test
    void theMessageSaysWhatToWrite() {
        assertThatThrownBy(() -> Toys.trainer().keep(9).fit(TRAIN))
                .hasMessage(
                        "keep needs a folder for the run's record: add .runs(Path.of(\"runs\")), or leave it out");
        assertThatThrownBy(() -> Toys.trainer().tensorboard().keep(9).fit(TRAIN))
                .hasMessage(
                        "keep and tensorboard need a folder for the run's record: add .runs(Path.of(\"runs\")), or leave them out");
    }

    @Test
    void inMemoryTakesBackAllThatNeedsAFolder(@TempDir Path folder) {
        Trainer kept =
                Toys.trainer()
                        .runs(folder)
                        .keep(9)
                        .checkpointEvery(Span.steps(2))
                        .tensorboard()
                        .histograms();

        assertThat(kept.inMemory().fit(TRAIN).state()).isEqualTo(Toys.trainer().fit(TRAIN).state());
        assertThat(folder).isEmptyDirectory();
    }

    /** A recipe and a record say how a run is kept, not where; in memory it is not kept. */
    @Test
    void aRecipeTrainsInMemoryToo(@TempDir Path folder) {
        Recipe recipe =
                Toys.trainer()
                        .recipe()
                        .with(Keys.KEEP, 9)
                        .with(Keys.TENSORBOARD, true)
                        .with(Keys.CHECKPOINT_EVERY, new CheckpointInterval.Every(Span.steps(2)));
        Trainer trainer = Trainer.of(recipe, TRAIN);
        trainer.prepare(TRAIN).close();
        Run run;
        try (Training training = trainer.runs(folder).prepare(TRAIN)) {
            run = training.folder().orElseThrow();
        }

        assertThat(run.tensorboard()).isDirectory();
        assertThat(run.configuration().values()).containsEntry("keep", 9L);
        assertThatThrownBy(() -> Trainer.of(recipe, TRAIN).keep(1).prepare(TRAIN))
                .hasMessageStartingWith("keep needs a folder");
    }
}
