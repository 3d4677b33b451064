package dev.gradus.train;

import static dev.gradus.nn.metric.Metrics.accuracy;
import static dev.gradus.nn.metric.Metrics.topK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.CheckpointInterval;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Note;
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

/** A program is told of a setting that has no effect without another, and of none that has. */
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
    void isNamedExactlyWithoutWhatItNeeds(Setting setting, @TempDir Path runs) {
        for (Set<Need> met : subsets()) {
            Trainer trainer = setting.setter().apply(Toys.trainer());
            for (Need need : met) {
                trainer = need.in(trainer, runs);
            }
            boolean isMet = met.stream().anyMatch(setting.enough()::contains);
            assertThat(warnings(trainer))
                    .as("%s with %s", setting, met)
                    .hasSize(isMet ? 0 : 1)
                    .allMatch(sentence -> sentence.startsWith(setting.name() + " ha"))
                    .allMatch(sentence -> sentence.contains(": add ."));
        }
    }

    private static List<String> warnings(Trainer trainer) {
        var warnings = new ArrayList<String>();
        trainer.steps(2).warnings(warnings::add).fit(TRAIN);
        warnings.removeIf(warning -> !warning.contains(" no effect without "));
        return warnings;
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
    void theSentenceSaysWhatToWriteAndIsOnRecord() {
        Trainer idle = Toys.trainer().tensorboard().keep(9).metrics(accuracy());
        String folder =
                "keep and tensorboard have no effect without a folder for the run's record: add .runs(Path.of(\"runs\"))";
        String data =
                "metrics has no effect without data to measure: add .validateOn(0.1) or .testOn(data)";

        assertThat(warnings(idle)).containsExactly(folder, data);
        var events = new ArrayList<TrainingEvent>();
        idle.steps(2).warnings(_ -> {}).listeners(events::add).fit(TRAIN);
        assertThat(events)
                .filteredOn(Note.class::isInstance)
                .extracting(note -> ((Note) note).text())
                .contains(folder, data);
    }

    @Test
    void aRecipeIsToldInItsOwnWords() {
        Recipe recipe =
                Toys.trainer()
                        .recipe()
                        .with(Keys.VALIDATE_EVERY, 2)
                        .with(Keys.METRICS, List.of(accuracy(), topK(2)));
        Trainer trainer = Trainer.of(recipe, TRAIN);
        String every =
                "validateEvery has no effect without a validation part: add validationShare (--validation-share 0.1)";
        String metrics =
                "metrics has no effect without data to measure: add validationShare (--validation-share 0.1) or test data (--test FILE)";

        assertThat(warnings(trainer)).containsExactly(every, metrics);
        assertThat(warnings(trainer.testOn(OTHER))).containsExactly(every);
        assertThat(warnings(trainer.validateOn(0.2))).isEmpty();
        assertThat(warnings(trainer.validateEvery(3)))
                .containsExactly(
                        "validateEvery has no effect without a validation part: add .validateOn(0.1)",
                        metrics);
    }

    /** The recipe of a run on record spells out what nobody chose. */
    @Test
    void theUsualSettingsOfARecipeAreNotNamed() {
        Recipe recipe = Toys.trainer().recipe().with(Keys.METRICS, List.of(accuracy()));

        assertThat(recipe.find(Keys.VALIDATE_EVERY)).hasValue(1);
        assertThat(warnings(Trainer.of(recipe, TRAIN))).isEmpty();
    }

    /** A recipe and a record say how a run is kept, not where; in memory it is not kept. */
    @Test
    void ofARecipeOnlyWhatAProgramAddsIsNamed(@TempDir Path folder) {
        Recipe recipe =
                Toys.trainer()
                        .recipe()
                        .with(Keys.KEEP, 9)
                        .with(Keys.TENSORBOARD, true)
                        .with(Keys.CHECKPOINT_EVERY, new CheckpointInterval.Every(Span.steps(2)));
        Trainer trainer = Trainer.of(recipe, TRAIN);
        Run run;
        try (Training training = trainer.runs(folder).prepare(TRAIN)) {
            run = training.folder().orElseThrow();
        }

        assertThat(run.tensorboard()).isDirectory();
        assertThat(run.configuration().values()).containsEntry("keep", 9L);
        assertThat(warnings(trainer)).isEmpty();
        assertThat(warnings(trainer.keep(1)))
                .singleElement()
                .asString()
                .startsWith("keep has no effect");
    }
}
