package dev.gradus.studio.record;

import dev.gradus.run.event.EndReason;
import dev.gradus.studio.record.RunSummary.Ended;
import dev.gradus.studio.record.RunSummary.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A run's line as plain values; what is not a number is left out. */
final class SummaryFields {
    private SummaryFields() {}

    static Map<String, Object> write(RunSummary run) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("created", run.created());
        fields.put("state", run.state().name());
        fields.put("reason", run.reason());
        fields.put("detail", run.detail());
        fields.put("parent", run.parent());
        fields.put("step", run.progress().step());
        fields.put("end", run.progress().end());
        put(fields, "rate", run.progress().rate());
        var metrics = new LinkedHashMap<String, Object>();
        run.metrics()
                .forEach((name, range) -> {
                    var values = new LinkedHashMap<String, Object>();
                    put(values, "last", range.last());
                    put(values, "least", range.least());
                    put(values, "greatest", range.greatest());
                    put(values, "best", range.best());
                    metrics.put(name, values);
                });
        fields.put("metrics", metrics);
        var test = new LinkedHashMap<String, Object>();
        run.test().forEach((name, value) -> put(test, name, value));
        fields.put("test", test);
        fields.put("digest", run.digest());
        put(fields, "seconds", run.progress().seconds());
        fields.put("damage", run.damage());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, value);
        }
    }

    static RunSummary read(String name, Map<?, ?> fields) {
        var metrics = new LinkedHashMap<String, MetricRange>();
        map(fields, "metrics")
                .forEach((metric, value) -> {
                    if (value instanceof Map<?, ?> range) {
                        metrics.put(
                                String.valueOf(metric),
                                new MetricRange(
                                        number(range, "last"),
                                        number(range, "least"),
                                        number(range, "greatest"),
                                        number(range, "best")));
                    }
                });
        return new RunSummary(
                name,
                (long) number(fields, "created"),
                text(fields, "parent"),
                RunState.valueOf(text(fields, "state")),
                text(fields, "detail"),
                new Progress(
                        (long) number(fields, "step"),
                        (long) number(fields, "end"),
                        number(fields, "rate"),
                        number(fields, "seconds")),
                metrics,
                ended(fields),
                text(fields, "damage"));
    }

    private static Optional<Ended> ended(Map<?, ?> fields) {
        String reason = text(fields, "reason");
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        var test = new LinkedHashMap<String, Double>();
        Map<?, ?> tests = map(fields, "test");
        tests.keySet().forEach(key -> test.put(String.valueOf(key), number(tests, key)));
        return Optional.of(new Ended(EndReason.of(reason), test, text(fields, "digest")));
    }

    private static Map<?, ?> map(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Map<?, ?> fields, String name) {
        return String.valueOf(fields.get(name));
    }

    private static double number(Map<?, ?> fields, Object name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
