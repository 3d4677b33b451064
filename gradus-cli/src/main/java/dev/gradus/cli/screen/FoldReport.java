package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.number.NumberText;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A cross-validation on the screen and in its file. */
public final class FoldReport {
    private static final String ROW = "%-32s %12s %12s %12s %12s";

    private FoldReport() {}

    /** Returns the line of one fold. */
    public static String line(FoldScores.Fold fold, int count) {
        return "fold %d/%d: %s rows learned from, %s tested, %s steps: %s"
                .formatted(
                        fold.number(),
                        count,
                        NumberText.grouped(fold.trained()),
                        NumberText.grouped(fold.tested()),
                        NumberText.grouped(fold.steps()),
                        fold.measured().isEmpty()
                                ? fold.ending()
                                : ScoreText.line(fold.measured()));
    }

    /** Writes each score over all folds. */
    public static void table(FoldScores all, Output out) {
        int measured = all.measured().size();
        out.line("");
        if (measured < all.count()) {
            out.line(
                    "%d of %d folds have scores, and the mean is over these"
                            .formatted(measured, all.count()));
        }
        if (measured == 0) {
            return;
        }
        out.line(ROW.formatted("over the folds", "mean", "spread", "lowest", "highest"));
        all.scores()
                .forEach((name, score) ->
                        out.line(
                                ROW.formatted(
                                        ScoreText.word(name),
                                        ScoreText.number(name, score.mean()),
                                        Double.isNaN(score.spread())
                                                ? "-"
                                                : ScoreText.number(name, score.spread()),
                                        ScoreText.number(name, score.lowest()),
                                        ScoreText.number(name, score.highest()))));
        all.incomplete()
                .forEach(name ->
                        out.line(
                                "%s has no value in every fold, so no mean; folds.json has those there are"
                                        .formatted(ScoreText.word(name))));
        out.line("");
    }

    /**
     * Returns everything as one JSON object.
     *
     * @param recipe what was trained in each fold, without its fold
     */
    public static String json(FoldScores all, Map<String, Object> recipe) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("folds", all.count());
            json.writeObjectPropertyStart("scores");
            all.scores().forEach((name, score) -> score(json, name, score));
            json.writeEndObject();
            json.writeArrayPropertyStart("results");
            all.folds().forEach(fold -> fold(json, fold));
            json.writeEndArray();
            json.writeObjectPropertyStart("recipe");
            recipe.forEach((name, value) -> json.writeStringProperty(name, value.toString()));
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void score(JsonGenerator json, String name, FoldScores.Score score) {
        json.writeObjectPropertyStart(name);
        JsonNumber.write(json, "mean", score.mean());
        JsonNumber.write(json, "spread", score.spread());
        JsonNumber.write(json, "lowest", score.lowest());
        JsonNumber.write(json, "highest", score.highest());
        json.writeEndObject();
    }

    private static void fold(JsonGenerator json, FoldScores.Fold fold) {
        json.writeStartObject();
        json.writeNumberProperty("fold", fold.number());
        json.writeStringProperty("run", fold.run());
        json.writeNumberProperty("trained", fold.trained());
        json.writeNumberProperty("tested", fold.tested());
        json.writeNumberProperty("steps", fold.steps());
        json.writeStringProperty("ending", fold.ending());
        json.writeObjectPropertyStart("test");
        fold.measured().forEach((name, value) -> JsonNumber.write(json, name, value));
        json.writeEndObject();
        json.writeEndObject();
    }
}
