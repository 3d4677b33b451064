package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.terminal.CurveChart;
import dev.gradus.cli.terminal.CurveChart.Glyphs;
import dev.gradus.number.NumberText;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A schedule for a person at a terminal: a picture of each curve and a table of key points. */
public final class ScheduleText {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 9;
    private static final int COMPANION_HEIGHT = 5;
    private static final int NARROWEST_REMARK = 30;

    private ScheduleText() {}

    public static void print(ScheduleView view, Output out) {
        Glyphs glyphs = out.isUnicode() ? Glyphs.BRAILLE : Glyphs.ASCII;
        long steps = view.horizon().steps();
        long[] samples = view.samples();
        view.curves()
                .forEach((driven, curve) -> {
                    int height = driven == HyperParameter.LEARNING_RATE ? HEIGHT : COMPANION_HEIGHT;
                    out.line("");
                    out.line(driven.words());
                    CurveChart.of(curve, steps, samples, WIDTH, height, glyphs)
                            .lines()
                            .forEach(out::line);
                });
        out.line("");
        table(view).forEach(out::line);
    }

    private static List<String> table(ScheduleView view) {
        long perEpoch = view.horizon().stepsPerEpoch();
        var lines = new ArrayList<String>();
        lines.add(
                row("step", perEpoch > 0 ? "epoch" : "", columns(view, HyperParameter::key), "")
                        .stripTrailing());
        view.keyPoints()
                .forEach((step, what) -> {
                    String epoch =
                            perEpoch > 0 ? NumberText.fixed((double) step / perEpoch, 2) : "";
                    String start = row(NumberText.grouped(step), epoch, columns(view, step), "");
                    lines.addAll(beside(start, what));
                });
        return lines;
    }

    /** Returns a row whose remark is broken between words where it would be too wide. */
    private static List<String> beside(String start, String remark) {
        int width = Math.max(NARROWEST_REMARK, WIDTH - start.length());
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : remark.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        String below = " ".repeat(start.length());
        return IntStream.range(0, lines.size())
                .mapToObj(i -> (i == 0 ? start : below) + lines.get(i))
                .toList();
    }

    private static String row(String step, String epoch, String columns, String remark) {
        return "%10s%8s%s  %s".formatted(step, epoch, columns, remark);
    }

    private static String columns(ScheduleView view, Function<HyperParameter, String> text) {
        return view.curves().keySet().stream()
                .map(driven -> "%14s".formatted(text.apply(driven)))
                .collect(Collectors.joining());
    }

    private static String columns(ScheduleView view, long step) {
        Map<HyperParameter, Curve> curves = view.curves();
        return curves.values().stream()
                .map(curve -> "%14s".formatted(NumberText.brief(curve.at(step), 6)))
                .collect(Collectors.joining());
    }
}
