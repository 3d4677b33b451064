package dev.gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepListener;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.sweep.TrialPlace;
import dev.gradus.sweep.Workshop;
import dev.gradus.sweep.cluster.Cluster;
import dev.gradus.sweep.cluster.ClusterProvider;
import dev.gradus.sweep.cluster.WorkshopSource;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.round.ReplicaPlace;
import dev.gradus.train.round.ThreadReplicas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two executors, processes of their own: what they come to is what one process comes to, also where
 * one of them is killed.
 */
@Tag("spark")
class SparkClusterTest {
    private static final AtomicInteger killed = new AtomicInteger();
    private static final Recipe RECIPE =
            Recipe.ofJson(
                    """
                    {"model": "mlp", "optimizer": "adam", "learningRate": "oneCycle(0.01)",
                     "batchSize": 32, "epochs": 2, "seed": 1, "threads": 1, "validationShare": 0.1}
                    """,
                    "the test");

    private static Cluster cluster;

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();

    /** The digits, as each process reads them for itself. */
    private record Digits(int count) implements WorkshopSource {
        Dataset data() {
            return Mnist.load().train().take(count);
        }

        @Override
        public Workshop open(Consumer<String> warnings) {
            Dataset shared = Workshop.shared(data());
            return recipe ->
                    new Workshop.Ready(Trainer.of(recipe, shared).warnings(warnings), shared);
        }
    }

    /**
     * Digits of which the first process that reads a given number dies in the middle of an update.
     */
    private record Deadly(int count, int reads, String marker) implements WorkshopSource {
        @Override
        public Workshop open(Consumer<String> warnings) {
            Dataset shared =
                    Workshop.shared(
                            new DeadlyDataset(
                                    new Digits(count).data(),
                                    Path.of(marker),
                                    new AtomicInteger(reads)));
            return recipe ->
                    new Workshop.Ready(Trainer.of(recipe, shared).warnings(warnings), shared);
        }
    }

    private record DeadlyDataset(Dataset data, Path marker, AtomicInteger left) implements Dataset {
        @Override
        public void copy(int example, Batch batch, int row) {
            if (left.decrementAndGet() == 0 && isFirst()) {
                Runtime.getRuntime().halt(9);
            }
            data.copy(example, batch, row);
        }

        private boolean isFirst() {
            try {
                Files.createFile(marker);
                return true;
            } catch (IOException another) {
                return false;
            }
        }

        @Override
        public String name() {
            return data.name();
        }

        @Override
        public int size() {
            return data.size();
        }

        @Override
        public Shape input() {
            return data.input();
        }

        @Override
        public Target target() {
            return data.target();
        }
    }

    @BeforeAll
    static void start() {
        cluster =
                ClusterProvider.connect(
                        "local-cluster[2,1,2048]",
                        "gradus tests",
                        Map.of(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"),
                                "spark.executor.memory",
                                "1g",
                                "spark.jars",
                                "",
                                "spark.gradus.averageInPiecesAbove",
                                "2m"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Of local-cluster, executors are the only children of this process. */
    private static void killAnExecutor() {
        List<ProcessHandle> executors =
                ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
        if (!executors.isEmpty() && executors.getFirst().destroyForcibly()) {
            killed.incrementAndGet();
        }
    }

    @BeforeEach
    void nobodyIsKilledYet() {
        killed.set(0);
    }

    /** What Adam remembers makes the difference: with it, three replicas send 3.7 MB a round. */
    static Stream<Arguments> rounds() {
        return Stream.of(
                Arguments.of(
                        new Rounds(5, new Rounds.Outer.Average(), Rounds.Inner.KEEP),
                        "averaged by its processes, each a piece of the values"),
                Arguments.of(
                        new Rounds(5, new Rounds.Outer.Nesterov(0.7, 0.9), Rounds.Inner.RESET),
                        "averaged by the process of the command"));
    }

    private TrainingResult trained(ReplicaPlace place, Rounds rounds, Runnable midway) {
        Dataset data = new Digits(600).data();
        return Trainer.of(RECIPE, data)
                .replicas(3, rounds)
                .replicasOn(place)
                .listeners(event -> {
                    if (event instanceof TrainingEvent.Note note) {
                        notes.add(note.text());
                    }
                    if (event instanceof TrainingEvent.StepCompleted step && step.step() == 16) {
                        midway.run();
                    }
                })
                .fit(data);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void replicasOfAKilledExecutorAreTrainedAgainToTheSameBits(Rounds rounds, String averaged) {
        TrainingResult here = trained(ThreadReplicas::open, rounds, () -> {});
        ReplicaPlace spark =
                cluster.replicas(
                        new Digits(600), RECIPE.with(Keys.REPLICAS, 3).with(Keys.ROUNDS, rounds));

        TrainingResult there = trained(spark, rounds, SparkClusterTest::killAnExecutor);

        assertThat(killed).hasValue(1);
        assertThat(there.steps()).isEqualTo(here.steps());
        assertThat(there.state()).isEqualTo(here.state());
        assertThat(notes).anyMatch(note -> note.contains(averaged));
        assertThat(there.validation()).isEqualTo(here.validation());
    }

    /** Five updates of 32 examples a round: read 700 is within a round, and within an update. */
    @ParameterizedTest
    @MethodSource("rounds")
    void anExecutorThatDiesInTheMiddleOfARoundChangesNothing(Rounds rounds, String averaged) {
        TrainingResult here = trained(ThreadReplicas::open, rounds, () -> {});
        Path marker = folder.resolve("died");
        ReplicaPlace spark =
                cluster.replicas(
                        new Deadly(600, 700, marker.toString()),
                        RECIPE.with(Keys.REPLICAS, 3).with(Keys.ROUNDS, rounds));

        TrainingResult there = trained(spark, rounds, () -> {});

        assertThat(marker).exists();
        assertThat(there.steps()).isEqualTo(here.steps());
        assertThat(there.state()).isEqualTo(here.state());
        assertThat(notes).anyMatch(note -> note.contains(averaged));
    }

    private String table(String name, TrialPlace place, int killAt) throws IOException {
        var plan =
                new SweepPlan(
                        Draft.of(RECIPE),
                        List.of(Axis.parse("lr=log(1e-4, 0.1, 4)"), Axis.parse("model=linear, no")),
                        new Design.Grid(),
                        2,
                        Optional.of(new Halving(2)));
        SweepFolder sweep = SweepFolder.create(folder.resolve(name), plan);
        new ParameterSweep(
                        sweep,
                        place,
                        2,
                        new SweepListener() {
                            private int ended;

                            @Override
                            public void ended(SweepTrial trial, SweepResult result, Standing best) {
                                if (++ended == killAt) {
                                    killAnExecutor();
                                }
                            }
                        })
                .run();
        return Files.readString(sweep.table());
    }

    @Test
    void aSweepWithAKilledExecutorHasTheTableOfOneInThisProcess() throws IOException {
        String here =
                table("here", TrialPlace.here(new Digits(400).open(_ -> {})), Integer.MAX_VALUE);
        String there = table("there", cluster.trials(new Digits(400)), 5);

        assertThat(killed).hasValue(1);
        assertThat(there).isEqualTo(here);
        assertThat(here).contains("completed").contains("failed");
    }
}
