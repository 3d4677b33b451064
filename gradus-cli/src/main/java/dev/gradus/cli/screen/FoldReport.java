package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.json.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cross-validation on the screen and in its file. */
public final class FoldReport {
    private static final String ROW = "%-32s %12s %12s %12s %12s";

    private FoldReport() {}

    /** Returns the line of the newest fold. */
    public static String line(FoldScores all) {
        FoldScores.Fold fold = all.folds().getLast();
        return Text.of(
                "fold %d/%d: %s learned from, %s tested, %s: %s",
                fold.number(),
                all.count(),
                NumberText.counted(fold.trained(), "row"),
                NumberText.grouped(fold.tested()),
                NumberText.counted(fold.steps(), "step"),
                fold.measured().isEmpty()
                        ? fold.ending()
                        : ScoreText.line(fold.measured(), name(all)));
    }

    /** Writes each score over all folds. */
    public static void table(FoldScores all, Output out) {
        int measured = all.measured().size();
        out.line("");
        if (measured < all.count()) {
            out.line(
                    Text.of(
                            "%d of %d folds have scores, and the mean is over these",
                            measured, all.count()));
        }
        if (measured == 0) {
            return;
        }
        out.line(Text.of(ROW, "over the folds", "mean", "spread", "lowest", "highest"));
        all.scores()
                .forEach((name, score) ->
                        out.line(
                                Text.of(
                                        ROW,
                                        ScoreText.word(name, name(all)),
                                        ScoreText.number(name, score.mean()),
                                        Double.isNaN(score.spread())
                                                ? "-"
                                                : ScoreText.number(name, score.spread()),
                                        ScoreText.number(name, score.lowest()),
                                        ScoreText.number(name, score.highest()))));
        all.incomplete()
                .forEach(name ->
                        out.line(
                                "%s has no mean, since some folds have no value; folds.json has the others"
                                        .formatted(ScoreText.word(name, name(all)))));
        out.line("");
    }

    /** Writes the confusion matrix of all folds together. */
    public static void confusion(FoldScores all, Output out) {
        List<List<Long>> counts = all.confusion();
        if (!counts.isEmpty()) {
            out.line(
                    "all folds together; each row was predicted by the network that had not seen it:");
            ScoreText.confusion(counts, name(all), out);
            out.line("");
        }
    }

    /**
     * Returns the picture of the confusion matrix of all folds together; empty without classes, and
     * with too many to draw.
     */
    public static Optional<Figure> picture(FoldScores all, String title) {
        List<List<Long>> counts = all.confusion();
        return counts.isEmpty() || counts.size() > Plots.MOST_CLASSES
                ? Optional.empty()
                : Optional.of(
                        Plots.confusion(
                                title,
                                IntStream.range(0, counts.size()).mapToObj(name(all)).toList(),
                                counts));
    }

    private static IntFunction<String> name(FoldScores all) {
        return number ->
                number < all.classes().size() ? all.classes().get(number) : String.valueOf(number);
    }

    /**
     * What {@code folds.json} holds.
     *
     * @param scores what was measured so far
     * @param asked the settings as they were given, without the fold
     * @param recipe what was trained in the first fold, defaults included, without the fold; empty
     *     before that
     */
    public record Kept(FoldScores scores, Map<String, Object> asked, Map<String, Object> recipe) {
        public Kept {
            asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
            recipe = Collections.unmodifiableMap(new LinkedHashMap<>(recipe));
        }

        /** Returns the same with other scores. */
        public Kept with(FoldScores more) {
            return new Kept(more, asked, recipe);
        }

        /** Returns the same with what was trained. */
        public Kept trained(Map<String, Object> completed) {
            return recipe.isEmpty() ? new Kept(scores, asked, completed) : this;
        }
    }

    /** Returns everything as one JSON object. */
    public static String json(Kept kept) {
        FoldScores all = kept.scores();
        var json = new LinkedHashMap<String, Object>();
        json.put("folds", all.count());
        var scores = new LinkedHashMap<String, Object>();
        all.scores().forEach((name, score) -> scores.put(name, object(score)));
        json.put("scores", scores);
        json.put("classes", all.classes());
        json.put("confusion", all.confusion());
        json.put("results", all.folds().stream().map(FoldReport::object).toList());
        json.put("recipe", kept.recipe());
        json.put("asked", kept.asked());
        return JsonMapper.shared().writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> object(FoldScores.Score score) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("mean", number(score.mean()));
        json.put("spread", number(score.spread()));
        json.put("lowest", number(score.lowest()));
        json.put("highest", number(score.highest()));
        return json;
    }

    private static Map<String, @Nullable Object> object(FoldScores.Fold fold) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("fold", fold.number());
        json.put("run", fold.run());
        json.put("trained", fold.trained());
        json.put("tested", fold.tested());
        json.put("steps", fold.steps());
        json.put("ending", fold.ending());
        var test = new LinkedHashMap<String, @Nullable Object>();
        fold.measured().forEach((name, value) -> test.put(name, number(value)));
        json.put("test", test);
        json.put("confusion", fold.confusion());
        return json;
    }

    /** JSON has no number that is not finite. */
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @param file where it stands, for messages
     * @throws RunException if it is something else
     */
    public static Kept read(String text, Path file) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            var folds = new ArrayList<FoldScores.Fold>();
            json.required("results").forEach(fold -> folds.add(fold(fold)));
            return new Kept(
                    new FoldScores(json.required("folds").asInt(), texts(json), folds),
                    values(json.required("asked")),
                    values(json.required("recipe")));
        } catch (JacksonException damaged) {
            throw new RunException(
                    file
                            + " cannot be read, or was written by an earlier version; train the folds anew",
                    damaged);
        }
    }

    private static List<String> texts(JsonNode json) {
        var texts = new ArrayList<String>();
        json.required("classes").forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static Map<String, Object> values(JsonNode json) {
        return JsonMapper.shared().convertValue(json, new TypeReference<>() {});
    }

    private static FoldScores.Fold fold(JsonNode json) {
        var measured = new LinkedHashMap<String, Double>();
        json.required("test")
                .properties()
                .forEach(each ->
                        measured.put(
                                each.getKey(),
                                each.getValue().isNull()
                                        ? Double.NaN
                                        : each.getValue().asDouble()));
        return new FoldScores.Fold(
                json.required("fold").asInt(),
                json.required("run").asString(),
                json.required("trained").asInt(),
                json.required("tested").asInt(),
                json.required("steps").asLong(),
                json.required("ending").asString(),
                measured,
                JsonMapper.shared()
                        .convertValue(json.required("confusion"), new TypeReference<>() {}));
    }
}
