package dev.gradus.sweep;

import dev.gradus.recipe.Draft;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.json.RunException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a sweep's plan and results. */
final class SweepText {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final String CHECK = ",\"check\":";

    private SweepText() {}

    /** A plan as it is written; a halving factor of 0 means no halving. */
    private record PlanFile(
            List<String> over, String design, int seeds, int halving, Map<String, Object> recipe) {}

    /** A result as it is written; metrics that are not finite are written as texts. */
    private record ResultLine(
            int trial,
            int rung,
            long steps,
            String status,
            String detail,
            Map<String, Double> metrics,
            String state) {}

    static String of(SweepPlan plan) {
        var recipe = new LinkedHashMap<String, Object>();
        plan.base().entries().forEach((name, entry) -> recipe.put(name, entry.value()));
        var file =
                new PlanFile(
                        plan.axes().stream().map(Axis::toString).toList(),
                        plan.design().toString(),
                        plan.seeds(),
                        plan.halving().map(Halving::factor).orElse(0),
                        recipe);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
        return checked(text.replaceFirst("\\s*}$", "}"), 1) + "\n";
    }

    private static String checked(String object, long number) {
        return new String(LineCheck.checked(object, number), StandardCharsets.UTF_8);
    }

    /** Returns an object without its check, if it has one. */
    private static String unchecked(String object) {
        return LineCheck.of(object.getBytes(StandardCharsets.UTF_8)).isPresent()
                ? object.substring(0, object.lastIndexOf(CHECK)) + "}"
                : object;
    }

    /**
     * Reads a plan.
     *
     * @param file begins each message
     * @throws IllegalArgumentException if it is none
     * @throws RunException if it is not as it was written
     */
    static SweepPlan plan(String text, String file) {
        String object = text.stripTrailing();
        LineCheck.of(object.getBytes(StandardCharsets.UTF_8))
                .filter(check -> !check.isRight())
                .ifPresent(_ -> {
                    throw new RunException(
                            file
                                    + " is not as it was written: its checksum does not match; a sweep continues as it was planned, so restore the file, or begin another sweep");
                });
        try {
            PlanFile read = JSON.readValue(unchecked(object), PlanFile.class);
            return new SweepPlan(
                    Draft.of(read.recipe(), file),
                    read.over().stream().map(Axis::parse).toList(),
                    Design.parse(read.design()),
                    read.seeds(),
                    read.halving() == 0
                            ? Optional.empty()
                            : Optional.of(new Halving(read.halving())));
        } catch (JacksonException fault) {
            throw new IllegalArgumentException(
                    "%s is not the plan of a sweep: %s".formatted(file, fault.getOriginalMessage()),
                    fault);
        }
    }

    static String of(SweepResult result) {
        return JSON.writeValueAsString(
                new ResultLine(
                        result.trial(),
                        result.rung(),
                        result.steps(),
                        result.status().word(),
                        result.detail(),
                        result.metrics(),
                        result.state()));
    }

    /**
     * Returns a line of the journal.
     *
     * @param number how many lines this process has written with it
     */
    static String line(SweepResult result, long number) {
        return checked(of(result), number);
    }

    /** Reads a result; null if the line is not one. */
    static @Nullable SweepResult result(String line) {
        try {
            ResultLine read = JSON.readValue(unchecked(line), ResultLine.class);
            return new SweepResult(
                    read.trial(),
                    read.rung(),
                    read.steps(),
                    EndReason.of(read.status()),
                    read.detail(),
                    read.metrics(),
                    read.state());
        } catch (JacksonException none) {
            return null;
        }
    }
}
