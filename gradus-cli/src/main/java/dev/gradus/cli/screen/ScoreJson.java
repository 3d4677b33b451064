package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.data.RowSample;
import dev.gradus.model.Meaning;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Evaluation;
import dev.gradus.train.score.Mistake;
import dev.gradus.train.score.Mistakes;
import dev.gradus.train.score.ValueScores;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The measurements of a model, as one JSON object. */
public final class ScoreJson {
    /** The values of larger images are left out; a colour image of 64 × 64 has as many. */
    private static final int LARGEST_IMAGE = 3 * 64 * 64;

    private ScoreJson() {}

    /**
     * Returns the object, with {@code mistakes} if they were requested.
     *
     * @param notes on how the data were read, a sentence each
     */
    public static String of(
            Meaning meaning,
            Evaluation measured,
            Optional<Mistakes> mistakes,
            Dataset data,
            List<String> notes) {
        return JsonObject.of(json -> {
            json.writeNumberProperty("examples", measured.examples());
            measured.metrics().forEach((name, value) -> JsonNumber.write(json, name, value));
            measured.learned().ifPresent(found -> learned(json, found));
            if (!notes.isEmpty()) {
                json.writeArrayPropertyStart("notes");
                notes.forEach(json::writeString);
                json.writeEndArray();
            }
            if (measured.scores() instanceof ValueScores values) {
                targets(json, values);
            }
            if (!measured.confusion().isEmpty()) {
                confusion(json, meaning, measured.confusion());
            }
            mistakes.ifPresent(found -> mistakes(json, meaning, found, data));
        });
    }

    private static void learned(JsonGenerator json, RowSample.Found learned) {
        json.writeObjectPropertyStart("learnedRows");
        json.writeNumberProperty("sampled", learned.sampled());
        json.writeNumberProperty("found", learned.found());
        json.writeEndObject();
    }

    private static void targets(JsonGenerator json, ValueScores values) {
        json.writeArrayPropertyStart("targets");
        for (ValueScores.OfTarget target : values.targets()) {
            json.writeStartObject();
            if (!target.column().isEmpty()) {
                json.writeStringProperty("column", target.column());
            }
            JsonNumber.write(json, "meanAbsoluteError", target.meanAbsoluteError());
            JsonNumber.write(json, "rootMeanSquaredError", target.rootMeanSquaredError());
            JsonNumber.write(json, "deviation", target.deviation());
            JsonNumber.write(json, "rSquared", target.rSquared());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void confusion(JsonGenerator json, Meaning meaning, List<List<Long>> counts) {
        json.writeArrayPropertyStart("classes");
        for (int number = 0; number < counts.size(); number++) {
            json.writeString(meaning.output(number));
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("confusion");
        for (List<Long> row : counts) {
            json.writeStartArray();
            row.forEach(json::writeNumber);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void mistakes(
            JsonGenerator json, Meaning meaning, Mistakes found, Dataset data) {
        json.writeNumberProperty("wrong", found.found());
        json.writeArrayPropertyStart("mistakes");
        for (Mistake mistake : found.worst()) {
            json.writeStartObject();
            json.writeNumberProperty("example", mistake.example());
            json.writeStringProperty("place", data.place(mistake.example()));
            switch (mistake) {
                case Mistake.OfClass(_, int truth, int predicted, _) -> {
                    json.writeStringProperty("truth", meaning.output(truth));
                    json.writeStringProperty("predicted", meaning.output(predicted));
                }
                case Mistake.OfValues(_, List<Double> truth, List<Double> predicted, _) -> {
                    numbers(json, "truth", truth);
                    numbers(json, "predicted", predicted);
                }
            }
            JsonNumber.write(json, "size", mistake.size());
            image(json, data, mistake.example());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String name, List<Double> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> JsonNumber.write(json, value));
        json.writeEndArray();
    }

    private static void image(JsonGenerator json, Dataset data, int example) {
        Shape input = data.input();
        if (!input.isImage() || input.size() > LARGEST_IMAGE) {
            return;
        }
        var batch = new Batch(1, input.size(), data.target());
        DatasetView.copy(data, example, batch, 0);
        json.writeObjectPropertyStart("image");
        json.writeArrayPropertyStart("shape");
        input.dimensions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("values");
        for (int i = 0; i < input.size(); i++) {
            JsonNumber.write(json, batch.inputs()[i]);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
