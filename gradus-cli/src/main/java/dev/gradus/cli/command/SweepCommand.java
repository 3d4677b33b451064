package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.screen.Interruption;
import dev.gradus.cli.screen.SweepProgress;
import dev.gradus.cli.screen.SweepReport;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.DiskFault;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.json.RunException;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepCheck;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.sweep.TrialPlace;
import dev.gradus.sweep.cluster.Cluster;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@code gradus sweep}. */
public final class SweepCommand implements Command {
    private static final String TRAIN = "train";
    private static final double HELD_OUT = 0.2;

    /** The options allowed when a sweep is continued. */
    private static final Set<String> WITH_RESUME =
            Set.of(
                    "--resume",
                    "--runs",
                    "--workers",
                    ClusterOption.NAME,
                    "--then",
                    "--json",
                    "--quiet");

    private final Surroundings surroundings;
    private final Syntax syntax;
    private final TrainOptions options = new TrainOptions();
    private @Nullable String data;
    private List<String> over = List.of();
    private int seeds = 1;
    private @Nullable Integer random;
    private @Nullable Integer quasiRandom;
    private @Nullable Integer halving;
    private @Nullable Integer workers;
    private final ClusterOption on = new ClusterOption();
    private @Nullable String resume;
    private @Nullable String then;

    public SweepCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        syntax = declared();
    }

    private Syntax declared() {
        return Syntax.of("sweep", this)
                .synopsis("--over AXIS [OPTION...] [DATA|RECIPE.yaml]")
                .description(
                        "Train many runs of one recipe side by side, and rank them.",
                        "What is not varied is as for gradus train.")
                .example("gradus sweep --over \"lr=log(1e-4, 1, 9)\" --seeds 3")
                .with(this::declareSweep)
                .with(options::declare)
                .optionalParameter("DATA", data, text -> data = text)
                .says("What to train on or a recipe, as for gradus train.", "Default: mnist");
    }

    private void declareSweep(Syntax syntax) {
        syntax.repeatable("--over=AXIS", over, axes -> over = axes)
                .says(
                        "A setting and its values: \"lr=log(1e-4, 1, 9)\", \"optimizer=adam,"
                                + " nesterov(0.9)\";",
                        "may be given more than once. Numbers of an lr axis replace auto in",
                        "--lr \"cosine(auto)\".")
                .option("--seeds=N", Integer.class, seeds, count -> seeds = count)
                .says("How often each point is trained, with the seed and those after it.")
                .option("--random=N", Integer.class, random, count -> random = count)
                .says("Draw N points at random, instead of a grid.")
                .option(
                        "--quasi-random=N",
                        Integer.class,
                        quasiRandom,
                        count -> quasiRandom = count)
                .says("Draw N points that fill the space evenly.")
                .option("--halving=FACTOR", Integer.class, halving, factor -> halving = factor)
                .says(
                        "Successive halving: one point in FACTOR continues, from where it is, for FACTOR",
                        "times as long.")
                .setting("--judge-by=METRIC", Keys.JUDGE_BY, Judge.LOSS.toString())
                .says(
                        "What ranks the points: the loss of validation, or a metric that runs measure, as",
                        "accuracy.")
                .option("--workers=N", Integer.class, workers, count -> workers = count)
                .says(
                        "How many runs train at a time, each on --threads, here 1 by default.",
                        "Default: processors / threads, or the cores of the cluster")
                .with(cluster -> on.declare(cluster, "the runs are trained"))
                .option("--resume=SWEEP", String.class, resume, sweep -> resume = sweep)
                .says("Continue a sweep that was stopped or killed; its name or folder.")
                .option("--then=train", String.class, then, word -> then = word)
                .says("Train the best point once more, on the validation rows as well.");
    }

    @Override
    public Syntax syntax() {
        return syntax;
    }

    @Override
    public Integer call() {
        if (then != null && !then.equals(TRAIN)) {
            throw new IllegalArgumentException("--then takes the word train, got '" + then + "'");
        }
        if (resume != null) {
            SweepFolder folder = opened(resume);
            return swept(folder, check(folder.plan().trials(), surroundings), surroundings);
        }
        var hidden = TableDoor.hidden(options.draft(syntax, data, surroundings), surroundings);
        SweepPlan plan = planned(hidden.draft());
        SweepCheck check = check(plan.trials(), hidden.surroundings());
        Path place = place();
        check.requireTrainable();
        return swept(SweepFolder.create(place, plan), check, hidden.surroundings());
    }

    private static SweepCheck check(List<SweepTrial> trials, Surroundings ofData) {
        return new SweepCheck(trials, new SweepData(ofData, trials.getFirst().recipe()));
    }

    private int swept(SweepFolder folder, SweepCheck check, Surroundings ofData) {
        var report =
                new SweepReport(
                        screen(),
                        folder,
                        surroundings.launcher(),
                        Optional.ofNullable(then),
                        json());
        try (on) {
            return sweptThere(folder, check, report, ofData);
        } catch (RunException fault) {
            throw DiskFault.named(fault, report.continuing());
        }
    }

    /** Runs the sweep. {@code ofData} has the whole address of a database, with its secrets. */
    private int sweptThere(
            SweepFolder folder, SweepCheck check, SweepReport report, Surroundings ofData) {
        Recipe first = check.trials().getFirst().recipe();
        Output screen = surroundings.withoutCursor(screen());
        var progress =
                new SweepProgress(
                        screen,
                        options.quiet,
                        json(),
                        new Launch(options.shown(), surroundings).live(screen));
        Optional<Cluster> cluster = on.connected("sweep " + folder.folder().getFileName());
        TrialPlace place =
                cluster.map(each -> each.trials(CommandWorkshop.of(ofData, first)))
                        .orElseGet(() -> TrialPlace.here(check.workshop()));
        var sweep = new ParameterSweep(folder, place, workers(first, cluster), progress);
        if (sweep.results().size() < sweep.runs()) {
            check.requireUnchanged(folder);
        }
        progress.begin(sweep, folder);
        List<Standing> standings = run(sweep, progress);
        if (sweep.isStopped()) {
            report.stopped();
            return ExitCode.INTERRUPTED;
        }
        var unkept = new ArrayList<String>(progress.unkept());
        report.ended(sweep, standings, unkept::add);
        unkept.forEach(surroundings::warn);
        if (sweep.results().stream().noneMatch(SweepResult::isUsable)) {
            return ExitCode.DIVERGED;
        }
        int code =
                then == null || Double.isNaN(standings.getFirst().mean())
                        ? ExitCode.DONE
                        : new BestPoint(folder, options.shown(), ofData)
                                .train(sweep.recipe(standings.getFirst()));
        return code == ExitCode.DONE && !unkept.isEmpty() ? ExitCode.UNKEPT : code;
    }

    private static List<Standing> run(ParameterSweep sweep, SweepProgress progress) {
        try (var interruption = Interruption.of(sweep::stop)) {
            List<Standing> standings = sweep.run();
            interruption.endsWith(sweep.isStopped() ? ExitCode.INTERRUPTED : ExitCode.DONE);
            return standings;
        } finally {
            progress.close();
        }
    }

    private Output screen() {
        return options.json ? surroundings.err() : surroundings.out();
    }

    private Consumer<String> json() {
        return options.json ? surroundings.out()::line : _ -> {};
    }

    private int workers(Recipe recipe, Optional<Cluster> cluster) {
        int processors =
                cluster.map(Cluster::slots).orElse(Runtime.getRuntime().availableProcessors());
        int threads = recipe.find(Keys.THREADS).orElse(1);
        return workers != null ? workers : Math.max(1, processors / threads);
    }

    private SweepFolder opened(String name) {
        var others = new ArrayList<String>(syntax.given().texts().keySet());
        others.removeAll(WITH_RESUME);
        if (data != null) {
            others.addFirst(data);
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep continues as it was planned; leave out " + String.join(", ", others));
        }
        Path path = surroundings.path(name);
        SweepFolder folder =
                SweepFolder.find(options.runs.path(surroundings), path, name)
                        .orElseGet(() -> SweepFolder.open(path));
        requireThen(folder.plan().trials());
        return folder;
    }

    private void requireThen(List<SweepTrial> trials) {
        if (then != null) {
            BestPoint.requireTrainable(trials);
        }
    }

    private SweepPlan planned(Draft draft) {
        if (syntax.given().texts().containsKey(TrainOptions.BUDGET)) {
            throw new IllegalArgumentException(
                    "a sweep tries rates and does not search for one; leave out "
                            + TrainOptions.BUDGET);
        }
        List<Axis> axes = over.stream().map(Axis::parse).toList();
        var plan =
                new SweepPlan(
                        judged(withPlace(draft, axes)),
                        axes,
                        design(),
                        seeds,
                        Optional.ofNullable(halving).map(Halving::new));
        requireThen(plan.trials()); // so that a wrong plan leaves no folder
        ReplicaSettings.ofSweep(draft, plan).forEach(surroundings::warn);
        return plan;
    }

    private Path place() {
        var runs = options.runs.in(surroundings);
        runs.requireWritable();
        String name =
                options.name == null
                        ? runs.freeName(InstantSource.system(), RandomGenerator.getDefault())
                        : options.name;
        runs.requireFree(name);
        return runs.folder().resolve(name);
    }

    /** Holds out rows to judge by, even where a single training would use all. */
    private static Draft judged(Draft draft) {
        String name = Keys.VALIDATION_SHARE.name();
        return draft.text(name).isPresent() ? draft : draft.with(name, HELD_OUT, "the defaults");
    }

    /**
     * Makes the numbers of a rate's axis the peaks of the default 1cycle, unless another schedule
     * is given. Without such an axis each run has the default of its optimizer and network.
     */
    private static Draft withPlace(Draft draft, List<Axis> axes) {
        String rate = Keys.LEARNING_RATE.name();
        if (!CommandDefaults.isLeftTo(draft, Keys.LEARNING_RATE)) {
            return draft;
        }
        return axes.stream().anyMatch(axis -> axis.key() == Keys.LEARNING_RATE)
                ? draft.withOnly(rate, "oneCycle(auto)", "the defaults")
                : draft.without(Set.of(rate));
    }

    private Design design() {
        if (random != null && quasiRandom != null) {
            throw new IllegalArgumentException(
                    "--random and --quasi-random both choose the points; give one");
        }
        if (random != null) {
            return new Design.Random(random);
        }
        return quasiRandom == null ? new Design.Grid() : new Design.QuasiRandom(quasiRandom);
    }
}
