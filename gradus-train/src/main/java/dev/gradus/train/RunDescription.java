package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Metric;
import dev.gradus.nn.ParameterGroup;
import dev.gradus.run.Configuration;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what a trainer was told, under the names of the command line's options. */
final class RunDescription {
    private RunDescription() {}

    /**
     * Returns what a run is.
     *
     * @param data what the trainer was given
     * @param train what is left of it to learn from
     */
    static Configuration of(Settings settings, Dataset data, Dataset train) {
        var values = new LinkedHashMap<String, Object>(settings.description);
        values.putIfAbsent("data", train.name());
        settings.parent.ifPresent(parent -> values.put("parent", parent));
        values.put("examples", (long) train.size());
        values.put("input", settings.network.inputText());
        values.put("model", settings.network.text());
        values.put("loss", settings.loss.toString());
        values.put("optimizer", settings.optimizer.toString());
        if (!settings.groups.isEmpty()) {
            values.put("groups", settings.groups.stream().map(ParameterGroup::toString).toList());
        }
        PlanBuilder.schedules(settings)
                .forEach((driven, schedule) -> values.put(driven.key(), schedule.text()));
        if (!settings.controllers.isEmpty()) {
            values.put("controllers", settings.controllers.stream().map(Object::toString).toList());
        }
        values.put("batchSize", batchSize(settings));
        addLength(values, settings);
        settings.startFrom.ifPresent(
                model -> values.put("startFrom", StartValues.fingerprint(model)));
        values.put("sliceSize", settings.sliceSize);
        values.put("augmentation", settings.augmentation.toString());
        addLimit(values, "clipNorm", settings.normLimit);
        addLimit(values, "clipValue", settings.valueLimit);
        values.put("seed", settings.seed);
        values.put("precision", settings.precision.toString());
        values.put("threads", settings.threads);
        settings.backend.ifPresent(name -> values.put("backend", name));
        addValidation(values, settings);
        values.put("validateEvery", settings.validateEvery);
        values.put("judgeBy", settings.judge().metric());
        values.put(
                "metrics",
                settings.metricsFor(train.target()).stream().map(Metric::toString).toList());
        if (!settings.stopRules.isEmpty()) {
            values.put("stop", settings.stopRules.stream().map(Object::toString).toList());
        }
        values.put("nonFinite", settings.nonFinite.toString());
        if (settings.place.isPresent()) {
            values.put("checkpointEvery", settings.checkpointEvery.text());
            values.put("keep", settings.keep);
        }
        List<String> own = OwnParts.of(settings);
        if (!own.isEmpty()) {
            values.put(OwnParts.KEY, own);
        }
        values.put(Fingerprints.KEY, Fingerprints.of(values, settings, data));
        return new Configuration(values);
    }

    private static Object batchSize(Settings settings) {
        if (settings.batchSize.isEmpty()) {
            return "all";
        }
        return switch (settings.batchSize.get()) {
            case Hold constant -> Math.round(constant.value());
            case Schedule planned -> planned.text();
        };
    }

    private static void addLength(Map<String, Object> values, Settings settings) {
        switch (settings.length.orElseThrow()) {
            case Span.Epochs(double count) -> values.put("epochs", count);
            case Span.Steps(double count) -> values.put("steps", Math.round(count));
            case Span other -> values.put("length", other.toString());
        }
    }

    private static void addLimit(Map<String, Object> values, String name, double limit) {
        if (Double.isFinite(limit)) {
            values.put(name, limit);
        }
    }

    private static void addValidation(Map<String, Object> values, Settings settings) {
        switch (settings.validation) {
            case Validation.None() -> {}
            case Validation.On(Dataset data) -> values.put("validation", data.name());
            case Validation.Share(double share) -> values.put("validationShare", share);
        }
    }
}
