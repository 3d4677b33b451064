package dev.gradus.cli.schedule;

import dev.gradus.cli.screen.ScheduleView;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.plot.Plots;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code gradus gallery}: the page of the documentation that shows every named schedule. */
public final class GalleryCommand implements Command {
    private static final Horizon RUN = new Horizon(1000, 100, 128);
    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;

    private final Surroundings surroundings;
    private String folder = "docs";

    public GalleryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * One schedule of the page.
     *
     * @param title its heading
     * @param expression an example
     * @param sentence what it is for
     */
    record Entry(String title, String expression, String sentence) {
        /** Returns the name of its picture. */
        String file() {
            return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
        }
    }

    static final List<Entry> ENTRIES =
            List.of(
                    new Entry(
                            "Constant",
                            "constant(0.01)",
                            "One rate for the whole run: the baseline for all others."),
                    new Entry(
                            "1cycle",
                            "oneCycle(0.01)",
                            "Up, then down by orders of magnitude; the momentum goes the other way. Fast"
                                    + " training in few epochs (Smith)."),
                    new Entry(
                            "1cycle, three linear phases",
                            "oneCycle(0.01).rise(percent(45)).shape(LINEAR).phases(THREE)",
                            "As first published: up, down in the same way, and a short landing."),
                    new Entry(
                            "Cosine", "cosine(0.1)", "Slow at both ends (Loshchilov and Hutter)."),
                    new Entry(
                            "Cosine after a warm-up",
                            "cosine(0.1).warmup(epochs(1))",
                            "The usual choice for larger networks; a warm-up goes before any schedule."),
                    new Entry(
                            "Cosine with warm restarts",
                            "cosineRestarts(0.1, epochs(1)).stretch(2)",
                            "Cycles that grow (SGDR)."),
                    new Entry(
                            "Cyclic",
                            "cyclic(0.001, 0.006, epochs(1))",
                            "Between two rates, up and down (Smith's triangular policy)."),
                    new Entry(
                            "Flat, then cosine",
                            "flatThenCosine(0.01)",
                            "A constant rate for most of the run, then a landing (fastai)."),
                    new Entry(
                            "Warm-up, stable, decay",
                            "warmupStableDecay(0.01, epochs(1), epochs(2))",
                            "Can be prolonged at will: only the decay depends on the end."),
                    new Entry("Linear", "linear(0.1, 0)", "A straight line over the run."),
                    new Entry(
                            "Polynomial",
                            "polynomial(0.1, 0.001, 2)",
                            "A bent line; with power 1 it is the straight one."),
                    new Entry(
                            "Exponential",
                            "exponential(0.1, 0.5, epochs(2))",
                            "A factor per span; with .every(…) it becomes a staircase."),
                    new Entry(
                            "Step decay",
                            "stepDecay(0.1, 0.5, epochs(2))",
                            "A drop by a factor once per period."),
                    new Entry(
                            "Multi-step",
                            "multiStep(0.1, 0.1, epochs(5), epochs(8))",
                            "A drop by a factor at chosen points."),
                    new Entry(
                            "Piecewise",
                            "piecewise(0.1, at(epochs(3), 0.02), at(epochs(7), 0.005))",
                            "Any values from chosen points on."),
                    new Entry(
                            "Time-based",
                            "timeBased(0.1, 0.01)",
                            "η₀ / (1 + decay · t): the old decay of Keras."),
                    new Entry(
                            "Power",
                            "powerDecay(0.1, epochs(1))",
                            "η₀ / (1 + t/s)^c: fast at first, then ever slower."),
                    new Entry(
                            "Inverse square root",
                            "inverseSquareRoot(0.01, epochs(1))",
                            "A warm-up, then 1/√t: independent of the length."),
                    new Entry("Noam", "noam(512, 200)", "The Transformer's own schedule."),
                    new Entry(
                            "Mirror",
                            "cyclic(0.001, 0.006, epochs(1)).mirror(0.001, 0.006, 0.95, 0.85)",
                            "Any schedule turned into its opposite, for a momentum."),
                    new Entry(
                            "Your own formula",
                            "law(\"0.1 * 0.95^t\").per(epochs(1)).perEpoch()",
                            "A function of the step or the epoch."),
                    new Entry(
                            "Somebody else's",
                            "torch.CosineAnnealingWarmRestarts(lr=0.1, T_0=250, eta_min=0.01)",
                            "A constructor of PyTorch, Keras, optax, timm and others, unchanged."));

    @Override
    public Syntax syntax() {
        return Syntax.of("gallery", this)
                .synopsis("[OPTION...]")
                .description("Draw every named schedule on a page.")
                .example("gradus gallery --folder docs")
                .option("--folder=DIR", String.class, folder, name -> folder = name)
                .says("Where the page is written.");
    }

    @Override
    public Integer call() {
        Path page = surroundings.path(folder).resolve("schedules.md");
        Path pictures = surroundings.path(folder).resolve("schedules");
        try {
            Files.createDirectories(pictures);
            for (Entry entry : ENTRIES) {
                ScheduleView view = ScheduleView.of(ScheduleReader.parse(entry.expression()), RUN);
                Plots.schedule(entry.expression(), view.curves(), RUN.steps())
                        .size(WIDTH, HEIGHT * view.curves().size())
                        .write(pictures.resolve(entry.file()));
            }
            Files.writeString(page, page());
        } catch (IOException failure) {
            throw new UncheckedIOException(FileFault.of("cannot write", page, failure), failure);
        }
        surroundings.out().line("wrote " + page);
        return ExitCode.DONE;
    }

    private static String page() {
        var text = new StringBuilder();
        text.append(
                """
                # Schedules

                Every named schedule over a run of 10 epochs with 100 steps each. Each text is valid both for
                `--learning-rate` and as a Java expression over `Schedules`, `Span` and `Shapes`. See your own
                with `gradus schedule EXPRESSION`.

                This page is drawn by `./gradus gallery`.
                """);
        for (Entry entry : ENTRIES) {
            Schedule schedule = ScheduleReader.parse(entry.expression());
            String expanded = schedule.expanded().text();
            text.append("\n## ").append(entry.title()).append("\n\n");
            text.append(entry.sentence()).append("\n\n    ");
            text.append(entry.expression()).append("\n\n");
            if (!expanded.equals(entry.expression())) {
                text.append("which is\n\n    ").append(expanded).append("\n\n");
            }
            text.append("![%s](schedules/%s)\n".formatted(entry.title(), entry.file()));
        }
        return text.toString();
    }
}
