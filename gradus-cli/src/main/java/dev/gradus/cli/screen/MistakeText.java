package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.data.Dataset;
import dev.gradus.model.Meaning;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.train.score.Mistake;
import dev.gradus.train.score.Mistakes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The examples that a model is most wrong about, in words. */
public final class MistakeText {
    private MistakeText() {}

    /** Writes a line for each example: where it is, what it is, and what was predicted. */
    public static void write(Mistakes mistakes, Dataset data, Meaning meaning, Output out) {
        List<Mistake> worst = mistakes.worst();
        out.line("");
        if (worst.isEmpty()) {
            out.line("no example is predicted wrongly");
            return;
        }
        out.line(
                meaning.isClasses()
                        ? Text.of(
                                "the worst %d of %,d wrong predictions:",
                                worst.size(), mistakes.found())
                        : Text.of("the %d worst predictions:", worst.size()));
        for (Mistake mistake : worst) {
            out.line(
                    "  %s: %s"
                            .formatted(data.place(mistake.example()), sentence(mistake, meaning)));
        }
    }

    private static String sentence(Mistake mistake, Meaning meaning) {
        return switch (mistake) {
            case Mistake.OfClass(_, int truth, int predicted, double size) ->
                    "is %s, predicted %s (its output is %s higher)"
                            .formatted(
                                    meaning.output(truth),
                                    meaning.output(predicted),
                                    NumberText.brief(size));
            case Mistake.OfValues(_, List<Double> truth, List<Double> predicted, _) ->
                    IntStream.range(0, truth.size())
                            .mapToObj(value ->
                                    "%sis %s, predicted %s"
                                            .formatted(
                                                    truth.size() == 1
                                                            ? ""
                                                            : meaning.output(value) + " ",
                                                    NumberText.brief(truth.get(value)),
                                                    NumberText.brief(predicted.get(value))))
                            .collect(Collectors.joining("; "));
        };
    }
}
