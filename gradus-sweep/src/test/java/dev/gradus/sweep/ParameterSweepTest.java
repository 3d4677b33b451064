package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSweepTest {
    private static final Dataset DATA = rings(210);

    @TempDir Path temporary;

    /** Points in the plane, the class by the distance from the middle. */
    private static Dataset rings(int examples) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        float[][] inputs = new float[examples][2];
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            inputs[i][0] = random.nextFloat(-1, 1);
            inputs[i][1] = random.nextFloat(-1, 1);
            labels[i] = Math.hypot(inputs[i][0], inputs[i][1]) < 0.6 ? 1 : 0;
        }
        return Dataset.ofLabels(Shape.of(2), inputs, labels, 2);
    }

    private static Draft base(Map<String, Object> more) {
        var values = new LinkedHashMap<String, Object>();
        values.put("model", "dense(9) relu dense(2)");
        values.put("optimizer", "momentum(0.9)");
        values.put("learningRate", "cosine(auto)");
        values.put("batchSize", 20);
        values.put("epochs", 3);
        values.put("validationShare", 0.25);
        values.put("backend", "java");
        values.putAll(more);
        return Draft.of(values, "the test");
    }

    private static SweepPlan plan(Optional<Halving> halving, String... axes) {
        return new SweepPlan(
                base(Map.of()),
                Arrays.stream(axes).map(Axis::parse).toList(),
                new Design.Grid(),
                2,
                halving);
    }

    private ParameterSweep sweep(String name, SweepPlan plan, int workers) {
        return new ParameterSweep(
                SweepFolder.create(temporary.resolve(name), plan), Workshop.on(DATA), workers);
    }

    private static String state(Recipe recipe) {
        return Trainer.of(recipe, DATA).fit(DATA).state();
    }

    @Test
    void eachTrialEndsWithTheBitsOfTheSameRunByItself() {
        SweepPlan plan = plan(Optional.empty(), "lr=log(0.001, 1, 3)", "optimizer=sgd, adam");
        ParameterSweep sweep = sweep("bits", plan, 2);
        sweep.run();

        assertThat(sweep.results()).hasSize(12);
        for (SweepResult result : sweep.results()) {
            SweepTrial trial = sweep.trials().get(result.trial() - 1);
            assertThat(result.status()).isEqualTo(BuiltIn.COMPLETED);
            assertThat(result.state()).as(trial.toString()).isEqualTo(state(trial.recipe()));
        }
    }

    @Test
    void theNumbersOfAnAxisTakeThePlaceOfAutoInTheSchedule() {
        List<SweepTrial> trials = plan(Optional.empty(), "lr=0.1, 0.2").trials();

        assertThat(trials.get(2).recipe().get(Keys.LEARNING_RATE).text()).isEqualTo("cosine(0.2)");
        assertThat(trials.stream().map(SweepTrial::seed)).containsExactly(0L, 1L, 0L, 1L);
    }

    @Test
    void aRunThatGoesOnEndsWithTheBitsOfOneThatNobodyStopped() {
        SweepPlan plan = plan(Optional.of(new Halving(3)), "lr=log(0.001, 10, 9)");
        ParameterSweep sweep = sweep("halving", plan, 2);
        Standing best = sweep.run().getFirst();

        List<SweepResult> last =
                sweep.results().stream().filter(result -> result.rung() == 2).toList();
        assertThat(last).hasSize(2);
        for (SweepResult result : last) {
            SweepTrial trial = sweep.trials().get(result.trial() - 1);
            assertThat(trial.point()).isEqualTo(best.point());
            assertThat(result.state()).isEqualTo(state(trial.recipe()));
        }
        assertThat(sweep.results()).hasSize(2 * (9 + 3 + 1));
        // 8 batches an epoch, 24 in all: rungs end at 3, 8 and 24
        assertThat(sweep.results().stream().map(SweepResult::steps).distinct())
                .containsExactlyInAnyOrder(3L, 8L, 24L);
    }

    @Test
    void theTableDoesNotDependOnTheWorkers() throws IOException {
        SweepPlan plan = plan(Optional.of(new Halving(2)), "lr=log(0.01, 1, 4)");
        sweep("one", plan, 1).run();
        sweep("three", plan, 3).run();

        assertThat(temporary.resolve("three/table.csv"))
                .hasSameTextualContentAs(temporary.resolve("one/table.csv"));
        assertThat(Files.readAllLines(temporary.resolve("one/table.csv")).getFirst())
                .startsWith("trial,point,learningRate,seed,rung,steps,status,loss,accuracy,")
                .endsWith(",detail,state");
    }

    /** Dies in the middle of what a worker does, as a killed process would. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSweepThatDiedAgainAndAgainHasTheSameTable(long seed) {
        SweepPlan plan = plan(Optional.of(new Halving(2)), "lr=log(0.01, 1, 4)");
        sweep("whole", plan, 2).run();
        var folder = SweepFolder.create(temporary.resolve("died"), plan);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int deaths = 0;
        for (boolean over = false; !over; ) {
            int left = random.nextInt(1, 4);
            int before = deaths;
            try {
                new ParameterSweep(folder, Workshop.on(DATA), 2, dying(left)).run();
                over = true;
            } catch (Death death) {
                deaths = before + 1;
            }
        }

        assertThat(deaths).isPositive();
        assertThat(temporary.resolve("died/table.csv"))
                .hasSameTextualContentAs(temporary.resolve("whole/table.csv"));
    }

    private static SweepListener dying(int trials) {
        return new SweepListener() {
            private int left = trials;

            @Override
            public void began(SweepTrial trial, int rung) {
                if (left-- == 0) {
                    throw new Death();
                }
            }
        };
    }

    /** The second seed of a point may be through before the first. */
    @Test
    void aPointStandsAsSoonAsAnyOfItsRunsIsThrough() {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        List<SweepTrial> trials = plan.trials();
        var results = new Results(trials, 2, plan.judge());
        results.add(new SweepResult(2, 0, 9, BuiltIn.COMPLETED, "", Map.of("loss", 0.5), ""));

        List<Standing> standings = results.standings();

        assertThat(standings).hasSize(1);
        assertThat(standings.getFirst().mean()).isEqualTo(0.5);
        assertThat(standings.getFirst().seeds()).isEqualTo(1);
    }

    /** Results beside the folder would be lost, and in another sweep's folder wrong. */
    @Test
    void aSweepWhoseFolderIsRenamedEndsAndContinuesUnderTheNewName() throws IOException {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        sweep("calm", plan, 1).run();
        Path before = temporary.resolve("before");
        Path after = temporary.resolve("after");
        var renaming =
                new SweepListener() {
                    @Override
                    public void ended(SweepTrial trial, SweepResult result, Standing best) {
                        try {
                            Files.move(before, after);
                            sweep("before", plan, 1).run();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        var sweep =
                new ParameterSweep(
                        SweepFolder.create(before, plan), Workshop.on(DATA), 1, renaming);

        assertThatThrownBy(sweep::run)
                .isInstanceOf(RunException.class)
                .hasMessage(
                        before
                                + " was renamed to after while it was being written; continue it under that name");

        new ParameterSweep(SweepFolder.open(after), Workshop.on(DATA), 1).run();
        for (String name : List.of("after", "before")) {
            assertThat(temporary.resolve(name).resolve("table.csv"))
                    .hasSameTextualContentAs(temporary.resolve("calm/table.csv"));
            assertThat(Files.readAllLines(temporary.resolve(name).resolve("results.jsonl")))
                    .hasSize(4);
        }
    }

    /** The last line is cut behind each of its bytes; one of them lies within a character. */
    @Test
    void aTornLineOfTheJournalIsTrainedAgain() throws IOException {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        sweep("whole", plan, 1).run();
        sweep("torn", plan, 1).run();
        Path journal = temporary.resolve("torn/results.jsonl");
        byte[] bytes = Files.readAllBytes(journal);
        String whole = unchecked(journal);
        for (int cut : new int[] {1, 7, 60}) {
            Files.write(journal, Arrays.copyOf(bytes, bytes.length - cut));
            Object file = Files.readAttributes(journal, BasicFileAttributes.class).fileKey();

            assertThat(trainedAgain("torn")).containsExactly(4);
            assertThat(Files.readAttributes(journal, BasicFileAttributes.class).fileKey())
                    .isEqualTo(file); // cut in place: a new file could lose the other lines
            assertThat(unchecked(journal)).isEqualTo(whole);
            assertThat(temporary.resolve("torn/table.csv"))
                    .hasSameTextualContentAs(temporary.resolve("whole/table.csv"));
        }
    }

    /** Returns a journal without the checks of its lines, whose numbers begin again. */
    private static String unchecked(Path journal) throws IOException {
        return Files.readString(journal).replaceAll(",\"check\":\"[0-9a-f:]+\"", "");
    }

    /** A plan whose learning rate lost a digit trained other runs under the same name. */
    @Test
    void aFlippedBitInAnyByteOfAPlanIsNoticed() throws IOException {
        SweepFolder folder =
                SweepFolder.create(
                        temporary.resolve("flipped"), plan(Optional.empty(), "lr=0.1, 0.2"));
        Path file = temporary.resolve("flipped/sweep.json");
        String written = folder.plan().toString();
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            Files.write(file, flipped(bytes, at));

            Throwable fault = catchThrowable(folder::plan);

            if (at == bytes.length - 1 && fault == null) { // the end of the line
                assertThat(folder.plan()).hasToString(written);
            } else {
                assertThat(fault).as("byte %d", at).isNotNull();
            }
        }
    }

    @Test
    void aFlippedBitInAnyByteOfTheResultsAndEveryCutIsNoticed() throws IOException {
        SweepFolder folder = whole("bits");
        Path journal = temporary.resolve("bits/results.jsonl");
        byte[] bytes = Files.readAllBytes(journal);
        List<SweepResult> written = folder.results(_ -> {});
        for (int at = 0; at < bytes.length; at++) {
            Files.write(journal, flipped(bytes, at));

            assertThat(unnoticed(folder, written)).as("byte %d", at).isEmpty();
        }
        Files.write(journal, bytes);
        List<String> lines = Files.readAllLines(journal);
        for (int line = 0; line < lines.size(); line++) {
            var left = new ArrayList<>(lines);
            left.remove(line);
            Files.write(journal, left);

            assertThat(unnoticed(folder, written)).as("line %d", line).isEmpty();
        }
        for (int length = 0; length < bytes.length; length++) {
            Files.write(journal, Arrays.copyOf(bytes, length));

            assertThat(unnoticed(folder, written)).as("length %d", length).isEmpty();
        }
    }

    private SweepFolder whole(String name) {
        SweepFolder folder =
                SweepFolder.create(temporary.resolve(name), plan(Optional.empty(), "lr=0.1, 0.2"));
        for (int trial = 1; trial <= 4; trial++) {
            folder.add(
                    new SweepResult(
                            trial, 0, 9, BuiltIn.COMPLETED, "", Map.of("loss", 0.5 / trial), "ab"),
                    trial);
        }
        return folder;
    }

    /** Returns what was read as if nothing had happened: all results, or others than written. */
    private static List<SweepResult> unnoticed(SweepFolder folder, List<SweepResult> written) {
        try {
            List<SweepResult> read = folder.results(_ -> {});
            return read.size() < written.size() && written.containsAll(read) ? List.of() : read;
        } catch (RunException _) {
            return List.of();
        }
    }

    /** Flips one bit of a byte, another one from byte to byte. */
    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) (1 << at % 8);
        return other;
    }

    /** A result of an earlier version, without a check, is a result. */
    @Test
    void resultsWithoutChecksAreRead() throws IOException {
        SweepFolder folder = whole("old");
        Path journal = temporary.resolve("old/results.jsonl");
        List<SweepResult> written = folder.results(_ -> {});
        Files.writeString(journal, unchecked(journal));

        assertThat(folder.results(_ -> {})).isEqualTo(written);
    }

    private List<Integer> trainedAgain(String name) {
        var trained = new ArrayList<Integer>();
        var noted = new ArrayList<String>();
        var listener =
                new SweepListener() {
                    @Override
                    public void began(SweepTrial trial, int rung) {
                        trained.add(trial.number());
                    }

                    @Override
                    public void noted(String sentence) {
                        noted.add(sentence);
                    }
                };
        new ParameterSweep(
                        SweepFolder.open(temporary.resolve(name)), Workshop.on(DATA), 1, listener)
                .run();
        assertThat(noted).hasSize(1).first().asString().contains("was incomplete and is removed");
        return trained;
    }

    @Test
    void aJournalTornWithinACharacterGoesOn() throws IOException {
        SweepPlan plan =
                new SweepPlan(
                        base(Map.of("learningRate", "0.1")),
                        List.of(Axis.parse("model=dense(2), dense(3)")),
                        new Design.Grid(),
                        1,
                        Optional.empty());
        sweep("torn", plan, 1).run();
        Path journal = temporary.resolve("torn/results.jsonl");
        byte[] torn = "{\"detail\":\"größ".getBytes(StandardCharsets.UTF_8);
        Files.write(journal, Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

        assertThat(trainedAgain("torn")).isEmpty();
    }

    @Test
    void aSweepIsTrainedByOneAtATime() {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        SweepFolder folder = SweepFolder.create(temporary.resolve("twice"), plan);
        var refusals = new ArrayList<Throwable>();
        var listener =
                new SweepListener() {
                    @Override
                    public void began(SweepTrial trial, int rung) {
                        refusals.add(
                                catchThrowable(() ->
                                        new ParameterSweep(folder, Workshop.on(DATA), 1).run()));
                    }
                };
        new ParameterSweep(folder, Workshop.on(DATA), 1, listener).run();

        assertThat(refusals)
                .hasSize(4)
                .allMatch(refusal -> refusal.getMessage().contains("sweep twice is already being"));
        assertThat(sweepAgain(folder)).isEqualTo(4);
    }

    private static int sweepAgain(SweepFolder folder) {
        var sweep = new ParameterSweep(folder, Workshop.on(DATA), 1);
        sweep.run();
        return sweep.results().size();
    }

    /** The points that go on are those of a sweep that waits for each rung. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void theBestOfEachRungGoOnWhoeverIsThroughFirst(int workers) {
        SweepPlan plan = plan(Optional.of(new Halving(3)), "lr=log(0.001, 10, 9)");
        ParameterSweep sweep = sweep("rungs" + workers, plan, workers);
        sweep.run();

        var results = new Results(sweep.trials(), 2, plan.judge());
        results.addAll(sweep.results());
        List<Integer> best = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (int rung = 0, count = 3; rung < 2; rung++, count /= 3) {
            int number = rung;
            best =
                    best.stream()
                            .map(point -> results.at(point, number))
                            .sorted(Standing.order(plan.judge()))
                            .limit(count)
                            .map(Standing::point)
                            .toList();
            assertThat(
                            sweep.results().stream()
                                    .filter(result -> result.rung() == number + 1)
                                    .map(result -> sweep.trials().get(result.trial() - 1).point())
                                    .distinct())
                    .containsExactlyInAnyOrderElementsOf(best);
        }
    }

    @Test
    void noMoreRunsThanASweepTakesAndNoneInVain() {
        assertThatThrownBy(() ->
                        plan(
                                        Optional.empty(),
                                        "lr=log(1e-4, 1, 900)",
                                        "momentum=linear(0, 0.9, 900)",
                                        "weightDecay=linear(0, 0.9, 900)")
                                .trials())
                .hasMessageContaining("at most 100,000 runs")
                .hasMessageContaining("give fewer values");
        assertThatThrownBy(() -> plan(Optional.empty(), "epochs=1, 2", "steps=10"))
                .hasMessageContaining(
                        "the axes epochs and steps are two ways to set the same thing");
        assertThatThrownBy(() ->
                        plan(Optional.empty(), "lr=0.1", "loss=softmaxCrossEntropy, huber(0.5)")
                                .trials())
                .hasMessageContaining("--judge-by accuracy");
    }

    @Test
    void aStoppedSweepSavesItsRunsAndGoesOn() {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        sweep("whole", plan, 1).run();
        var folder = SweepFolder.create(temporary.resolve("stopped"), plan);
        var sweeps = new ArrayList<ParameterSweep>();
        var listener =
                new SweepListener() {
                    @Override
                    public void began(SweepTrial trial, int rung) {
                        if (trial.number() == 2) {
                            sweeps.getFirst().stop();
                        }
                    }
                };
        sweeps.add(new ParameterSweep(folder, Workshop.on(DATA), 1, listener));
        sweeps.getFirst().run();

        assertThat(sweeps.getFirst().isStopped()).isTrue();
        assertThat(sweeps.getFirst().results()).hasSize(1);
        new ParameterSweep(folder, Workshop.on(DATA), 1).run();
        assertThat(temporary.resolve("stopped/table.csv"))
                .hasSameTextualContentAs(temporary.resolve("whole/table.csv"));
    }

    @Test
    void anInterruptedSweepSavesItsRunsAndGoesOn() {
        SweepPlan plan = plan(Optional.empty(), "lr=0.1, 0.2");
        sweep("undisturbed", plan, 1).run();
        var folder = SweepFolder.create(temporary.resolve("interrupted"), plan);
        var sweeps = new ArrayList<ParameterSweep>();
        Thread caller = Thread.currentThread();
        var listener =
                new SweepListener() {
                    @Override
                    public void began(SweepTrial trial, int rung) {
                        if (trial.number() == 2) {
                            caller.interrupt();
                            awaitStop(sweeps.getFirst());
                        }
                    }
                };
        sweeps.add(new ParameterSweep(folder, Workshop.on(DATA), 1, listener));
        sweeps.getFirst().run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sweeps.getFirst().isStopped()).isTrue();
        assertThat(sweeps.getFirst().results()).hasSize(1);
        new ParameterSweep(folder, Workshop.on(DATA), 1).run();
        assertThat(temporary.resolve("interrupted/table.csv"))
                .hasSameTextualContentAs(temporary.resolve("undisturbed/table.csv"));
    }

    /** Waits for a few seconds at most. */
    private static void awaitStop(ParameterSweep sweep) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!sweep.isStopped() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** What is kept and ranked for each result must not grow with all results before it. */
    @Test
    @Timeout(120)
    void fourThousandRunsAreKeptAndRanked() throws IOException {
        var plan =
                new SweepPlan(
                        base(Map.of()),
                        List.of(Axis.parse("lr=log(1e-4, 1)"), Axis.parse("optimizer=sgd, adam")),
                        new Design.Random(2_000),
                        2,
                        Optional.of(new Halving(10)));
        var folder = SweepFolder.create(temporary.resolve("large"), plan);
        Workshop none =
                _ -> {
                    throw new IllegalArgumentException("there is nothing to train on");
                };
        new ParameterSweep(folder, none, 2).run();

        assertThat(Files.readAllLines(folder.table())).hasSize(4_001);
        SweepState record = SweepState.read(folder);
        assertThat(record.results()).hasSize(4_000);
        assertThat(record.standings()).hasSize(2_000);
        assertThat(record.isUnderWay()).isFalse();
    }

    @Test
    void aRecordOfASweepSaysWhatItsRunsCameTo() {
        SweepPlan plan = plan(Optional.of(new Halving(2)), "lr=log(0.01, 1, 4)");
        SweepFolder folder = SweepFolder.create(temporary.resolve("record"), plan);
        var underWay = new ArrayList<SweepState>();
        var listener =
                new SweepListener() {
                    @Override
                    public void ended(SweepTrial trial, SweepResult result, Standing best) {
                        underWay.add(SweepState.read(folder));
                    }
                };
        var sweep = new ParameterSweep(folder, Workshop.on(DATA), 1, listener);
        List<Standing> standings = sweep.run();

        assertThat(underWay).hasSize(sweep.runs()).allMatch(SweepState::isUnderWay);
        SweepState record = SweepState.read(folder);
        assertThat(record.isUnderWay()).isFalse();
        assertThat(record.standings()).isEqualTo(standings);
        assertThat(record.results()).isEqualTo(sweep.results());
        assertThat(record.runs()).isEqualTo(2 * (4 + 2 + 1));
        for (Standing standing : standings) {
            assertThat(
                            record.results(standing).stream()
                                    .mapToDouble(result -> result.value("loss"))
                                    .average()
                                    .orElseThrow())
                    .isCloseTo(standing.mean(), within(1e-12));
        }
    }

    @Test
    void aTrialThatCannotBeTrainedIsARowWithItsReason() {
        SweepPlan plan = plan(Optional.empty(), "model=dense(3), dense(2)");
        var filled =
                new SweepPlan(
                        base(Map.of("learningRate", "0.1")),
                        plan.axes(),
                        plan.design(),
                        2,
                        Optional.empty());
        ParameterSweep sweep = sweep("failed", filled, 2);
        List<Standing> standings = sweep.run();

        assertThat(sweep.results().getFirst().status()).isEqualTo(BuiltIn.FAILED);
        assertThat(sweep.results().getFirst().detail()).contains("2");
        assertThat(standings.stream().map(Standing::point)).containsExactly(2, 1);
        assertThat(standings.getLast().mean()).isNaN();
    }

    @Test
    void aPointThatDivergesComesLastAndIsNotPromoted() {
        SweepPlan plan = plan(Optional.of(new Halving(2)), "lr=1e30, 0.1");
        List<Standing> standings = sweep("diverged", plan, 2).run();

        assertThat(standings.getFirst().point()).isEqualTo(2);
        assertThat(standings.getFirst().rung()).isEqualTo(1);
        assertThat(standings.getLast().mean()).isNaN();
    }

    @Test
    void whatCannotBeJudgedOrIsNoRecipeIsRefusedBeforeAnythingTrains() {
        List<Axis> axes = List.of(Axis.parse("lr=0.1, 0.2"));
        var unjudged =
                new SweepPlan(
                        base(Map.of("validationShare", 0)),
                        axes,
                        new Design.Grid(),
                        1,
                        Optional.empty());
        var unfilled =
                new SweepPlan(
                        base(Map.of()),
                        List.of(Axis.parse("optimizer=sgd")),
                        new Design.Grid(),
                        1,
                        Optional.empty());

        assertThatThrownBy(unjudged::trials).hasMessageContaining("--validation-share 0.1");
        assertThatThrownBy(unfilled::trials).hasMessageContaining("no axis gives it");
        assertThatThrownBy(() -> plan(Optional.empty(), "lr=0.1", "learningRate=0.2"))
                .hasMessageContaining("two axes vary learningRate");
    }

    @Test
    void aPlanReadsBackFromItsFolder() {
        SweepPlan plan = plan(Optional.of(new Halving(3)), "lr=log(0.001, 1, 3)");
        var folder = SweepFolder.create(temporary.resolve("plan"), plan);

        assertThat(folder.plan().trials()).isEqualTo(plan.trials());
        assertThat(folder.plan().halving()).isEqualTo(plan.halving());
        assertThatThrownBy(() -> SweepFolder.create(temporary.resolve("plan"), plan))
                .hasMessageContaining("--resume plan");
        assertThatThrownBy(() -> SweepFolder.open(temporary))
                .hasMessageContaining("it has no sweep.json");
    }
}
