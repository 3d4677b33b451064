package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.terminal.CurveChart;
import dev.gradus.cli.terminal.CurveChart.Axis;
import dev.gradus.cli.terminal.CurveChart.Glyphs;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Rule;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.finder.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A search for a learning rate for a person at a terminal. */
public final class FindText {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 9;

    private FindText() {}

    /** Returns one line about a sweep. */
    public static String line(int number, int of, Sweep sweep) {
        return Text.of(
                "sweep %d/%d: %s up to %s; %s",
                number,
                of,
                NumberText.counted(sweep.points().size(), "rate"),
                NumberText.brief(sweep.points().getLast().rate(), 2),
                sweep.end());
    }

    /** Returns one line about a real run. */
    public static String line(Trial trial) {
        return "real run at %-8s %s%s"
                .formatted(
                        NumberText.brief(trial.rate(), 2),
                        trial.hasDiverged() ? "diverged" : EpochTable.metrics(trial.measured()),
                        trial.repeat() == 0 ? "" : "  seed + " + trial.repeat());
    }

    /** Prints the sweeps, the results of real runs, and reasons to doubt the answer. */
    public static void print(Verdict verdict, Output out) {
        print(verdict.sweeps(), out);
        out.line("");
        if (verdict.answer() instanceof Reading.Suggested(double rate)) {
            out.line(
                    "answer: %s, confidence %s%s"
                            .formatted(
                                    NumberText.brief(rate, 2),
                                    verdict.confidence().key(),
                                    band(verdict.equallyGood())));
        }
        verdict.doubts().forEach(doubt -> out.line("note: " + doubt));
    }

    private static String band(List<Double> rates) {
        if (rates.isEmpty()) {
            return "; no real run has tried it";
        }
        return rates.size() == 1
                ? "; no other rate is as good"
                : "; as good within noise: "
                        + rates.stream()
                                .map(rate -> NumberText.brief(rate, 2))
                                .collect(Collectors.joining(", "));
    }

    private static void print(FinderResult found, Output out) {
        double[] rates = found.mean().rates();
        if (rates.length > 1) {
            chart(found, rates, out);
        }
        out.line("");
        out.line("   %-12s%12s%10s  %s".formatted("rule", "rate", "spread", "confidence"));
        List<Findings> all = found.findings();
        for (int i = 0; i < all.size(); i++) {
            out.line(row(i + 1, all.get(i), found));
        }
    }

    private static String row(int number, Findings findings, FinderResult found) {
        String name = Text.of("%d  %-12s", number, findings.rule().label());
        return switch (findings.median()) {
            case Reading.Unusable(String reason) -> name + "  no usable slope: " + reason;
            case Reading.Suggested(double rate) ->
                    "%s%12s%10s  %-10s%s"
                            .formatted(
                                    name,
                                    NumberText.brief(rate, 2),
                                    NumberText.brief(Math.pow(10, findings.spread()), 2) + "x",
                                    findings.confidence().key(),
                                    findings.rule() == found.rule() ? "  for this schedule" : "")
                            .stripTrailing();
        };
    }

    private static void chart(FinderResult found, double[] rates, Output out) {
        double[] losses = found.mean().smoothed();
        double lowest = Arrays.stream(losses).min().orElse(0);
        double top = losses[0] + Math.max(losses[0] - lowest, Math.abs(lowest) / 10);
        var axis =
                new Axis(
                        NumberText.brief(rates[0], 2),
                        NumberText.brief(rates[rates.length / 2], 2),
                        NumberText.brief(rates[rates.length - 1], 2));
        CurveChart chart =
                CurveChart.of(
                        at -> Math.min(top, losses[(int) at]),
                        losses.length,
                        axis,
                        WIDTH,
                        HEIGHT,
                        out.isUnicode() ? Glyphs.BRAILLE : Glyphs.ASCII);
        out.line("");
        out.line("loss against learning rate, smoothed; numbers mark the rules below");
        chart.lines().forEach(out::line);
        out.line(marks(found, rates, chart.width()));
    }

    /** Returns a line with each rule's number below its rate, or the next free place. */
    private static String marks(FinderResult found, double[] rates, int width) {
        var line = new StringBuilder(" ".repeat(CurveChart.EDGE + width + Rule.values().length));
        List<Findings> all = found.findings();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).median() instanceof Reading.Suggested(double rate)) {
                int place = CurveChart.EDGE + Math.round((float) (width - 1) * place(rate, rates));
                while (line.charAt(place) != ' ') {
                    place++;
                }
                line.setCharAt(place, Character.forDigit(i + 1, 10));
            }
        }
        return line.toString().stripTrailing();
    }

    /** Returns the position of a rate among the swept rates, from 0 to 1. */
    private static float place(double rate, double[] rates) {
        int above = 0;
        while (above < rates.length - 1 && rates[above] < rate) {
            above++;
        }
        return (float) above / (rates.length - 1);
    }
}
