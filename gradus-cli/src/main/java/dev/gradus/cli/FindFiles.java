package dev.gradus.cli;

import dev.gradus.plot.Figure;
import dev.gradus.plot.Plots;
import dev.gradus.run.Run;
import dev.gradus.run.RunFile;
import dev.gradus.run.Series;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Trial;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A search for a learning rate, as a picture and for programs. */
final class FindFiles {
    private FindFiles() {}

    static Figure figure(String title, FinderResult found) {
        var named = new LinkedHashMap<String, Double>();
        for (Findings findings : found.findings()) {
            if (findings.median() instanceof Reading.Suggested(double rate)) {
                named.put(findings.rule().label(), rate);
            }
        }
        Sweep mean = found.mean();
        return Plots.sweep(
                title,
                series(mean.rates(), mean.losses()),
                series(mean.rates(), mean.smoothed()),
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
    static void keep(Run run, FinderResult found) {
        Figure figure = figure("learning rate of " + run.id(), found);
        RunFile.requireFolder(run.plots());
        for (String name : List.of("find.svg", "find.png")) {
            RunFile.requirePlain(run.plots().resolve(name));
            figure.write(run.plots().resolve(name));
        }
    }

    /**
     * Prints one JSON object.
     *
     * @param learningRate what to train with, or empty
     */
    static void json(FinderResult found, List<Trial> trials, String learningRate, PrintStream out) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("rule", found.rule().label());
            writeReading(json, found.suggestion());
            if (!learningRate.isEmpty()) {
                json.writeStringProperty("learningRate", learningRate);
            }
            json.writeArrayPropertyStart("suggestions");
            found.findings().forEach(findings -> write(json, findings));
            json.writeEndArray();
            json.writeArrayPropertyStart("sweeps");
            found.sweeps().forEach(sweep -> write(json, sweep));
            json.writeEndArray();
            json.writeArrayPropertyStart("trials");
            trials.forEach(trial -> write(json, trial));
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println(text);
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
        json.writeStringProperty("ending", trial.ending());
        trial.measured().forEach((name, value) -> JsonNumber.write(json, name, value));
        json.writeEndObject();
    }
}
