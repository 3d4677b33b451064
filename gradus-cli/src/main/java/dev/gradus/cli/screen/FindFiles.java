package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.number.Text;
import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.Run;
import dev.gradus.run.event.Answer;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.history.Series;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.NoiseScale;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Sweep.Point;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.finder.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A search for a learning rate, as a picture and as JSON. */
public final class FindFiles {
    private FindFiles() {}

    public static Figure figure(String title, Verdict verdict) {
        FinderResult found = verdict.sweeps();
        var named = new LinkedHashMap<String, Double>();
        for (Findings findings : found.findings()) {
            if (findings.median() instanceof Reading.Suggested(double rate)) {
                named.put(findings.rule().label(), rate);
            }
        }
        if (verdict.race().isPresent()
                && verdict.answer() instanceof Reading.Suggested(double rate)) {
            named.put("real runs", rate);
        }
        return figure(title, found.mean(), named);
    }

    private static Figure figure(String title, Sweep mean, Map<String, Double> named) {
        return Plots.sweep(
                title,
                series(mean.rates(), mean.losses()),
                series(mean.rates(), mean.smoothed()),
                named);
    }

    /** Draws a search that a person asked for before this step. */
    private static Figure figure(Run run, long step, Answer.Found found) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < found.rates().size(); i++) {
            points.add(new Point(found.rates().get(i), found.losses().get(i)));
        }
        var named = new LinkedHashMap<String, Double>();
        found.suggestions()
                .forEach(each -> each.rate().ifPresent(rate -> named.put(each.rule(), rate)));
        return figure(
                Text.of("learning rate of %s, searched for at step %d", run.id(), step),
                new Sweep(points, Sweep.End.COMPLETED),
                named);
    }

    private static Series series(double[] rates, double[] losses) {
        var series = new Series(Series.LIMIT);
        for (int i = 0; i < rates.length; i++) {
            series.add(rates[i], losses[i]);
        }
        return series;
    }

    /** Draws a search into a run's folder. */
    public static void keep(Run run, Verdict found) {
        keep(run, "find", figure("learning rate of " + run.id(), found));
    }

    /** Draws a search that a person asked for into the run's folder; returns the files. */
    public static List<Path> keep(Run run, long step, Answer.Found found) {
        return keep(run, Text.of("find-%09d", step), figure(run, step, found));
    }

    private static List<Path> keep(Run run, String name, Figure figure) {
        RunFile.requireFolder(run.plots());
        return RunPictures.draw(figure, run.plots(), name);
    }

    /**
     * Prints one JSON object.
     *
     * @param noise how noisy gradients are, if measured
     * @param learningRate what to train with, or empty
     */
    public static void json(
            Verdict verdict, Optional<NoiseScale> noise, String learningRate, PrintStream out) {
        FinderResult found = verdict.sweeps();
        out.println(
                JsonObject.of(json -> {
                    json.writeStringProperty("rule", found.rule().label());
                    writeReading(json, verdict.answer());
                    if (!learningRate.isEmpty()) {
                        json.writeStringProperty("learningRate", learningRate);
                    }
                    json.writeStringProperty("confidence", verdict.confidence().key());
                    json.writeStringProperty("source", verdict.source());
                    noise.filter(NoiseScale::isKnown)
                            .ifPresent(scale ->
                                    JsonNumber.write(json, "noiseScale", scale.examples()));
                    json.writeArrayPropertyStart("equallyGood");
                    verdict.equallyGood().forEach(rate -> JsonNumber.write(json, rate));
                    json.writeEndArray();
                    json.writeArrayPropertyStart("doubts");
                    verdict.doubts().forEach(json::writeString);
                    json.writeEndArray();
                    json.writeArrayPropertyStart("suggestions");
                    found.findings().forEach(findings -> write(json, findings));
                    json.writeEndArray();
                    json.writeArrayPropertyStart("sweeps");
                    found.sweeps().forEach(sweep -> write(json, sweep));
                    json.writeEndArray();
                    json.writeArrayPropertyStart("trials");
                    verdict.race()
                            .ifPresent(race -> race.trials().forEach(trial -> write(json, trial)));
                    json.writeEndArray();
                }));
    }

    private static void writeReading(JsonGenerator json, Reading reading) {
        switch (reading) {
            case Reading.Suggested(double rate) -> JsonNumber.write(json, "rate", rate);
            case Reading.Unusable(String reason) -> json.writeStringProperty("reason", reason);
        }
    }

    private static void write(JsonGenerator json, Findings findings) {
        json.writeStartObject();
        json.writeStringProperty("rule", findings.rule().label());
        writeReading(json, findings.median());
        JsonNumber.write(json, "spread", findings.spread());
        json.writeStringProperty("confidence", findings.confidence().key());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Sweep sweep) {
        json.writeStartObject();
        json.writeStringProperty("end", sweep.end().toString());
        json.writeArrayPropertyStart("learningRate");
        sweep.points().stream().forEach(point -> JsonNumber.write(json, point.rate()));
        json.writeEndArray();
        json.writeArrayPropertyStart("loss");
        sweep.points().forEach(point -> JsonNumber.write(json, point.loss()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Trial trial) {
        json.writeStartObject();
        JsonNumber.write(json, "rate", trial.rate());
        json.writeNumberProperty("repeat", trial.repeat());
        trial.measured().forEach((name, value) -> JsonNumber.write(json, name, value));
        json.writeEndObject();
    }
}
