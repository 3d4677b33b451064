package dev.gradus.cli.schedule;

import dev.gradus.cli.screen.Reports;
import dev.gradus.cli.screen.ScheduleData;
import dev.gradus.cli.screen.ScheduleText;
import dev.gradus.cli.screen.ScheduleView;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Pictures;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.recipe.RatePlan;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Warning;
import dev.gradus.schedule.peer.Quirk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gradus schedule}: shows a schedule before a second of compute is spent on it. */
public final class ScheduleCommand implements Command {
    private final Surroundings surroundings;
    private String expression = "";
    private final HorizonOptions horizon = new HorizonOptions();
    private final View view = new View();
    private final Pictures pictures = new Pictures();

    /** What to show instead of the curve and the table. */
    static final class View {
        private boolean csv;
        private boolean json;
        private @Nullable Long explain;
        private boolean check;
        private boolean expand;
        private List<Double> metrics = List.of();

        void declare(Syntax syntax) {
            syntax.flag("--csv", csv, wanted -> csv = wanted)
                    .says("Print every step as CSV, with all digits.")
                    .flag("--json", json, wanted -> json = wanted)
                    .says("Print every step as one JSON object.")
                    .option("--explain=STEP", Long.class, explain, step -> explain = step)
                    .says("Explain the value at this step.")
                    .flag("--check", check, wanted -> check = wanted)
                    .says("Print likely mistakes, such as a peak that is never reached.")
                    .flag("--expand", expand, wanted -> expand = wanted)
                    .says("Print the schedule in primitives and combinators only.")
                    .several("--metrics=NUMBER", Double.class, metrics, values -> metrics = values)
                    .says("Feed the controllers these values, one per report.");
        }
    }

    public ScheduleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("schedule", this)
                .synopsis("EXPRESSION [OPTION...]")
                .description("Show a schedule: a curve and key points, numbers, an explanation.")
                .example(
                        "gradus schedule \"ramp(0, 0.1, epochs(5)).then(cosine(0.1))\" --epochs 30"
                                + " --steps-per-epoch 469")
                .parameter("EXPRESSION", expression, text -> expression = text)
                .says(
                        "A schedule, such as oneCycle(0.01), a constructor of PyTorch, Keras …,",
                        "or a schedule times a controller, such as cosine(0.1) * plateau(patience=3).")
                .with(horizon::declare)
                .exclusive(view::declare)
                .with(pictures::declare);
    }

    @Override
    public Integer call() {
        RatePlan plan = RatePlan.parse(expression);
        Horizon run = horizon.measured();
        Output out = surroundings.out();
        ScheduleView shown = ScheduleView.of(plan.schedule(), run);
        List<Path> files = pictures.files(surroundings);
        boolean drawn = !files.isEmpty();
        if (!view.check) {
            plan.quirks().stream()
                    .filter(Quirk::isUnexpected)
                    .forEach(quirk -> surroundings.err().line("note: " + quirk));
            plan.groups().ifPresent(groups -> surroundings.err().line("note: " + groups));
        }
        if (view.expand) {
            out.line(plan.schedule().expanded().text());
        } else if (!view.metrics.isEmpty()) {
            Reports.print(plan, run, view.metrics, out);
        } else if (view.csv) {
            ScheduleData.csv(shown, out.stream());
        } else if (view.json) {
            ScheduleData.json(plan, shown, out.stream());
        } else if (view.explain != null) {
            explain(shown, view.explain);
        } else if (view.check) {
            check(plan, shown);
        } else if (drawn) {
            Pictures.write(figure(plan, shown), files, out::line);
            return ExitCode.DONE;
        } else {
            out.line(plan.text() + "   " + horizon.described(run));
            ScheduleText.print(shown, out);
        }
        if (drawn) {
            // The output may be read by a program, so the files are named on standard error.
            Pictures.write(figure(plan, shown), files, surroundings.err()::line);
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
        plan.groups().ifPresent(sentences::add);
        if (sentences.isEmpty()) {
            sentences.add("no likely mistakes");
        }
        sentences.forEach(surroundings.out()::line);
    }

    private static Figure figure(RatePlan plan, ScheduleView shown) {
        return Plots.schedule(
                plan.text(), shown.curves(), shown.horizon().steps(), shown.samples());
    }

    private void explain(ScheduleView shown, long step) {
        if (step < 0) {
            throw new IllegalArgumentException(
                    "--explain takes a step counted from 0, got " + step);
        }
        Output out = surroundings.out();
        shown.schedule()
                .withCompanions()
                .forEach((driven, schedule) -> {
                    out.line(driven.key() + " at step " + NumberText.grouped(step));
                    String explanation = schedule.explain(shown.horizon(), step).toString();
                    out.line(explanation.indent(2).stripTrailing());
                });
    }
}
