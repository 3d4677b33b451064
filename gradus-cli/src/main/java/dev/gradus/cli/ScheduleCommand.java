package dev.gradus.cli;

import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Plan;
import dev.gradus.schedule.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gradus schedule}: shows a schedule before a second of compute is spent on it. */
@Command(
        name = "schedule",
        customSynopsis = "gradus schedule EXPRESSION [OPTION...]",
        sortOptions = false,
        description = "Show a schedule: a curve and key points, numbers, an explanation.",
        footer = {
            "",
            "Example:",
            "  gradus schedule \"ramp(0, 0.1, epochs(5)).then(cosine(0.1))\" --epochs 30"
                    + " --steps-per-epoch 469"
        })
final class ScheduleCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "EXPRESSION",
            showDefaultValue = Visibility.NEVER,
            description = {
                "A schedule, as oneCycle(0.01), a constructor of PyTorch, Keras …,",
                "or a schedule times a controller, as cosine(0.1) * plateau(patience=3)."
            })
    private String expression = "";

    @ArgGroup(exclusive = false)
    private HorizonOptions horizon = new HorizonOptions();

    @ArgGroup private View view = new View();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it as SVG.")
    private @Nullable String svg;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw it as PNG.")
    private @Nullable String png;

    /** What to show in place of the curve and the table. */
    static final class View {
        @Option(names = "--csv", description = "Print every step as CSV, with all digits.")
        private boolean csv;

        @Option(names = "--json", description = "Print every step as one JSON object.")
        private boolean json;

        @Option(
                names = "--explain",
                paramLabel = "STEP",
                description = "Print how the value at this step comes about.")
        private @Nullable Long explain;

        @Option(
                names = "--check",
                description = "Print what is seldom meant: a peak that is never reached …")
        private boolean check;

        @Option(
                names = "--expand",
                description = "Print the schedule in primitives and combinators only.")
        private boolean expand;

        @Option(
                names = "--metrics",
                paramLabel = "NUMBER",
                split = ",",
                showDefaultValue = Visibility.NEVER,
                description = "Feed the controllers these values, one a report.")
        private List<Double> metrics = List.of();
    }

    ScheduleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RatePlan plan = RatePlan.parse(expression);
        Horizon run = horizon.measured();
        Output out = surroundings.out();
        if (view.expand) {
            out.line(plan.schedule().expanded().text());
            return ExitCode.DONE;
        }
        if (!view.metrics.isEmpty()) {
            Reports.print(plan, run, view.metrics, out);
            return ExitCode.DONE;
        }
        ScheduleView shown = ScheduleView.of(plan.schedule(), run);
        if (view.csv) {
            ScheduleData.csv(shown, out.stream());
        } else if (view.json) {
            ScheduleData.json(plan, shown, out.stream());
        } else if (view.explain != null) {
            explain(shown, view.explain);
        } else if (view.check) {
            check(plan, shown);
        } else if (svg != null || png != null) {
            draw(plan, shown);
        } else {
            out.line(plan.text() + "   " + horizon.described(run));
            ScheduleText.print(shown, out);
        }
        return ExitCode.DONE;
    }

    private void check(RatePlan plan, ScheduleView shown) {
        var sentences =
                new ArrayList<>(
                        plan.schedule().check(shown.horizon()).stream()
                                .map(Warning::sentence)
                                .toList());
        plan.quirks().forEach(quirk -> sentences.add(quirk.toString()));
        if (sentences.isEmpty()) {
            sentences.add("nothing to remark");
        }
        sentences.forEach(surroundings.out()::line);
    }

    private void draw(RatePlan plan, ScheduleView shown) {
        Figure figure = Plots.schedule(plan.text(), shown.curves(), shown.horizon().steps());
        for (String name : Stream.of(svg, png).filter(Objects::nonNull).toList()) {
            Path file = surroundings.path(name);
            figure.write(file);
            surroundings.out().line("wrote " + file);
        }
    }

    private void explain(ScheduleView shown, long step) {
        if (step < 0) {
            throw new IllegalArgumentException(
                    "--explain takes a step counted from 0, got " + step);
        }
        Output out = surroundings.out();
        Plan.of(shown.schedule())
                .complete()
                .forEach((driven, schedule) -> {
                    out.line(driven.key() + " at step " + Numbers.grouped(step));
                    String explanation = schedule.explain(shown.horizon(), step).toString();
                    out.line(explanation.indent(2).stripTrailing());
                });
    }
}
