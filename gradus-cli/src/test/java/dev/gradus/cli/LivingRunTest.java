package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberTable;
import dev.gradus.data.Table;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.number.Text;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.Span;
import dev.gradus.train.Trainer;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resume, fork, replay and control, as a user has them. */
@Timeout(300)
class LivingRunTest {
    private static final String SMALL =
            "train points.csv --label class --model \"dense(8) tanh dropout(0.2) dense(2)\" --backend java"
                    + " --threads 1 --validation-share 0.1 --batch-size 7 --checkpoint-every 5 --keep 99 --name fox ";

    /** The first epoch ends after this many steps, and its checkpoint is the best so far. */
    private static final int EPOCH = 7;

    @TempDir Path folder;

    private Session run(String line) throws IOException {
        Points.write(folder, 50);
        return Session.run(folder, Session.words(line));
    }

    private Run fox() {
        return new Runs(folder.resolve("runs")).find("fox");
    }

    private static String state(Run run) {
        return ((RunEnded) run.record().getLast()).state();
    }

    /** Leaves the run as a crash after this step would have left it. */
    private void forgetAfter(long step) throws IOException {
        for (long each : new CheckpointStore(fox().checkpoints(), 99).steps()) {
            if (each > step) {
                Files.delete(checkpoint(each));
            }
        }
    }

    private Path checkpoint(long step) {
        return fox().checkpoints().resolve(Text.of("step-%09d.checkpoint", step));
    }

    private static <E extends TrainingEvent> List<E> all(Run run, Class<E> kind) {
        return run.record().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void resumePassesOverWhatIsDamagedAndEndsWithTheSameBits() throws IOException {
        assertThat(run(SMALL + "--steps 24").err()).isEmpty();
        String whole = state(fox());
        forgetAfter(EPOCH);
        byte[] damaged = Files.readAllBytes(checkpoint(EPOCH));
        damaged[damaged.length / 2] ^= 1;
        Files.write(checkpoint(EPOCH), damaged);

        Session resumed = run("resume fox");

        assertThat(resumed.err()).contains("gradus: passed over step-000000007.checkpoint: ");
        assertThat(resumed.code()).isEqualTo(ExitCode.DONE);
        assertThat(resumed.out())
                .contains("continuing at step 5 of 24")
                .doesNotContain("may differ");
        assertThat(state(fox())).isEqualTo(whole);
        assertThat(all(fox(), StepCompleted.class)).hasSize(24);
    }

    @Test
    void onTheFastBackendTheBitsAreTheSameToo() throws IOException {
        String fast =
                SMALL.replace("--backend java --threads 1", "--backend onednn --threads 2")
                        .replace("dense(8) tanh", "dense(300) batchNorm relu");
        assertThat(run(fast + "--steps 24").err()).isEmpty();
        String whole = state(fox());

        for (long step : new CheckpointStore(fox().checkpoints(), 99).steps()) {
            forgetAfter(step);
            assertThat(run("resume fox").out()).contains("continuing at step " + step + " of 24");
            assertThat(state(fox())).as("from step %d", step).isEqualTo(whole);
        }
        assertThat(run("replay fox").out()).contains("identical: 24 steps and the state");
    }

    @Test
    void aRunWithoutACheckpointBeginsAgainAndOneAtItsEndSaysSo() throws IOException {
        run(SMALL + "--steps 9");
        String whole = state(fox());
        forgetAfter(-1);

        assertThat(run("resume fox").out())
                .contains(
                        "continuing at step 0 of 9, from the beginning: there is no checkpoint yet");
        assertThat(state(fox())).isEqualTo(whole);
        assertThat(run("resume fox").out()).contains("run fox is complete");
        assertThat(state(fox())).isEqualTo(whole);
    }

    @Test
    void anotherRateWinsOverTheCheckpointAndIsOnRecordSoThatReplayIsIdentical() throws IOException {
        run(SMALL + "--steps 24");
        forgetAfter(EPOCH);

        Session resumed = run("resume fox --lr 0.002");

        assertThat(resumed.out()).contains("step 7: set learningRate 0.002 (resume)");
        assertThat(all(fox(), ControlAnswered.class)).hasSize(1);
        assertThat(all(fox(), StepCompleted.class))
                .extracting(step -> step.learningRate().value())
                .endsWith(0.002, 0.002)
                .hasSize(24);
        Session replay = run("replay fox");
        assertThat(replay.out())
                .containsPattern("\\d+ steps \\(7 an epoch\\)\\R") // a replay has no name
                .contains("identical: 24 steps and the state at the end");
        assertThat(replay.code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aForkLeavesItsParentAloneAndAlternativesAreCompared() throws IOException {
        run(SMALL + "--steps 24");
        Map<String, Long> before = contents(fox().folder());

        Session forked = run("fork fox@7 --lr 0.003 --lr \"cosine(0.02, 0)\"");

        assertThat(forked.err()).isEmpty();
        assertThat(forked.out())
                .contains("fork of fox@7 with learning rate 0.003", "best validation");
        assertThat(contents(fox().folder())).isEqualTo(before);
        List<Run> runs = new Runs(folder.resolve("runs")).list();
        assertThat(runs).hasSize(3);
        for (Run fork : runs) {
            if (fork.id().equals("fox")) {
                continue;
            }
            assertThat(forked.out()).contains("\n" + fork.id() + " ");
            assertThat(all(fork, RunStarted.class).getFirst().parent()).contains("fox@7");
            assertThat(all(fork, StepCompleted.class).getFirst().step()).isEqualTo(EPOCH);
            assertThat(run("replay " + fork.id()).out())
                    .contains("identical: 17 steps and the state at the end");
        }
        // None is due before step 5; one that is due may be saved some steps later.
        assertThat(run("fork fox@3").err())
                .startsWith("gradus: there is no checkpoint of step 3 in ");
    }

    @Test
    void aForkOfARunWithATimeLimitReplaysWithoutAWarning() throws IOException {
        run(SMALL + "--steps 24 --stop \"time 1h\"");
        run("fork fox@7 --name owl");

        Session replay = run("replay owl");

        assertThat(replay.err()).isEmpty();
        assertThat(replay.out())
                .contains("identical: 17 steps and the state at the end")
                .doesNotContain("something else");
        assertThat(replay.code()).isEqualTo(ExitCode.DONE);
    }

    private static Map<String, Long> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, Long>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var crc = new CRC32C();
                crc.update(Files.readAllBytes(file));
                contents.put(file.toString(), crc.getValue());
            }
        }
        return contents;
    }

    @Test
    void replayNamesTheFirstStepThatDiffers() throws IOException {
        run(SMALL + "--steps 9");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(fox().events())) {
            String unchecked = line.replaceFirst(",\"check\":\"[^\"]*\"", "");
            lines.add(
                    line.contains("\"event\":\"step\",\"step\":4,")
                            ? unchecked.replaceFirst("\"loss\":[0-9.]+", "\"loss\":0.5")
                            : unchecked);
        }
        Files.write(fox().events(), lines);

        Session replay = run("replay fox");

        assertThat(replay.code()).isEqualTo(ExitCode.DIFFERS);
        assertThat(replay.out()).contains("differs at step 4: loss is 0.").contains("it was 0.5");
    }

    @Test
    void fiveChangesOfALiveRunAndThenReplayIsIdentical() throws Exception {
        run("schedule \"hold(0.1)\" --steps 3");
        var training =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return run(SMALL + "--lr 0.01 --steps 1000000 --checkpoint-every 60s");
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
        Path lock = folder.resolve("runs/fox/run.lock");
        while (!training.isDone() && (!Files.exists(lock) || !fox().isLive())) {
            Thread.sleep(20);
        }
        for (String change :
                List.of(
                        "set learningRate 0.003",
                        "scale learningRate 0.5",
                        "set momentum 0.8",
                        "release lr",
                        "schedule learningRate \"linear(0.02, 0.001)\"")) {
            Session control = run("control fox " + change);
            assertThat(control.err()).isEmpty();
            assertThat(control.out()).startsWith("applied before step ");
        }
        Session refused = run("control fox set batchSize 3");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("the run refused: this run has no batch size to change");
        assertThat(run("control fox validate").out()).contains("validation: loss ");
        assertThat(run("control fox find").out()).containsPattern("found (no )?learning rate");
        run("control fox quit");

        Session trained = training.get();
        assertThat(trained.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(trained.out())
                .containsPattern("found (no )?learning rate")
                .containsPattern("next: gradus resume (.*/)?fox");
        assertThat(new CheckpointStore(fox().checkpoints(), 1).newest().step())
                .isEqualTo(fox().record().getLast().step());
        assertThat(all(fox(), ControlAnswered.class))
                .filteredOn(ControlAnswered::isDone)
                .hasSize(8);
        assertThat(run("replay fox --quiet").out())
                .startsWith("identical: ")
                .contains(" and the state at the end");
        assertThat(run("control fox pause").err()).startsWith("gradus: run fox is not training");
    }

    @Test
    void aForkNeedsItsParentNoMore() throws IOException {
        run(SMALL + "--steps 24");
        run("fork fox@7 --lr 0.003 --name cub");
        forgetAfter(-1);
        Run cub = new Runs(folder.resolve("runs")).find("cub");
        String whole = state(cub);

        assertThat(run("replay cub").out()).contains("identical: 17 steps and the state");
        for (long step : new CheckpointStore(cub.checkpoints(), 99).steps()) {
            Files.delete(cub.checkpoints().resolve(Text.of("step-%09d.checkpoint", step)));
        }
        assertThat(run("resume cub").out())
                .contains("continuing at step 7 of 24, from the beginning")
                .contains("again: set learningRate 0.003 (fork --lr)");
        assertThat(state(cub)).isEqualTo(whole);
    }

    @Test
    void aRunThatWasOverGetsLongerAndShowsTheRatesBeforeAndAfter() throws IOException {
        run(SMALL + "--steps 24 --lr \"linear(0.1, 0.02)\"");

        Session asked = run("resume fox --epochs 5");
        assertThat(asked.code()).isEqualTo(ExitCode.USAGE);
        assertThat(asked.err())
                .contains("--extend keep", "--extend stretch", "--extend append")
                .hasLineCount(1);
        assertThat(run("resume fox --extend keep").err()).contains("add --epochs or --steps");
        Session longer = run("resume fox --epochs 5 --extend stretch");

        assertThat(longer.err()).isEmpty();
        assertThat(longer.out())
                .contains(
                        "step 24: extend 5ep stretch (resume)",
                        "the run has 35 steps; learning rates:",
                        "step 34: 0.0223, before none")
                .doesNotContain("is complete");
        assertThat(all(fox(), StepCompleted.class)).hasSize(35);
        assertThat(run("replay fox").out()).contains("identical: 35 steps and the state");
        Session refused = run("resume fox --steps 30 --extend append");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("the run has made 35 steps already and cannot be 30 long");
        assertThat(run("replay fox").out())
                .as("what was refused leaves the record alone")
                .contains("identical: 35 steps and the state");
        Session same = run("resume fox --epochs 5");
        assertThat(same.code()).isEqualTo(ExitCode.DONE);
        assertThat(same.out())
                .contains("run fox has 35 steps already: its length stays", "run fox is complete");
        assertThat(run("resume fox --epochs 6").err()).contains("--extend keep");
    }

    @Test
    void whatIsNotFiniteIsPassedOverIfAskedFor() throws IOException {
        run("schedule \"hold(0.1)\" --steps 3");
        Files.writeString(
                folder.resolve("points.csv"), "3.4e38,3.4e38,1\n", StandardOpenOption.APPEND);
        Dataset numbers =
                NumberTable.ofClasses(
                                Table.of(folder.resolve("points.csv"), TableFormat.usual()),
                                "class")
                        .training(); // as they are: a preparation would bring the last row in
        Trainer relu =
                Trainer.of(
                                Network.parse(
                                        numbers.input(), "dense(64) relu dropout(0.2) dense(2)"),
                                Losses.softmaxCrossEntropy())
                        .backend("java")
                        .threads(1)
                        .learningRate(0.01)
                        .batchSize(7)
                        .steps(24)
                        .whenNotFinite(NonFinitePolicy.skip(3))
                        .checkpointEvery(Span.steps(1))
                        .keep(99);
        relu.runs(folder.resolve("runs"), "owl").fit(numbers);

        Session skipped = run("fork owl@1 --name cub");

        assertThat(skipped.code()).as(skipped.err()).isEqualTo(ExitCode.DONE);
        assertThat(skipped.out()).contains("; the batch was skipped, 1 of at most 3 in a row");
        assertThat(run("replay owl").out()).contains("identical: 24 steps and the state");
        assertThat(run(SMALL + "--steps 24 --lr 1e30").code()).isEqualTo(ExitCode.DIVERGED);
        assertThat(run(SMALL.replace("fox", "ant") + "--steps 3 --non-finite skip").err())
                .contains(
                        "--non-finite: numbers that are not finite are handled by stop, skip 10 or rollBack 0.5 3, got 'skip'");
        assertThat(run(SMALL.replace("fox", "ant") + "--steps 3 --non-finite leap").err())
                .contains("unknown policy");
    }

    @Test
    void howOftenCheckpointsAreSavedIsRead() throws IOException {
        assertThat(run(SMALL + "--steps 3 --checkpoint-every often").err())
                .contains(
                        "--checkpoint-every: checkpoints are saved after epochs, steps or seconds above 0, such as 1ep, 500 or 60s; got 'often'");
        assertThat(run(SMALL + "--steps 3 --keep 0").err()).contains("keep must be at least 1");
    }
}
