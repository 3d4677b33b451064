package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.recipe.RatePlan;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A schedule for programs: every step, with all digits. It ends early if the reader does, like
 * {@code head}.
 */
public final class ScheduleData {
    /** How often the reader is checked for. */
    private static final int STEPS_A_LOOK = 1 << 10;

    private ScheduleData() {}

    /** Prints a header and a line for each step. */
    public static void csv(ScheduleView view, PrintStream out) {
        out.println(
                "step,"
                        + view.curves().keySet().stream()
                                .map(HyperParameter::key)
                                .collect(Collectors.joining(",")));
        Curve[] curves = view.curves().values().toArray(Curve[]::new);
        var line = new StringBuilder();
        for (long step = 0; step < view.horizon().steps(); step++) {
            line.setLength(0);
            line.append(step);
            for (Curve curve : curves) {
                line.append(',').append(curve.at(step));
            }
            out.println(line);
            if (step % STEPS_A_LOOK == 0 && out.checkError()) {
                return;
            }
        }
    }

    /** Prints one JSON object. */
    public static void json(RatePlan plan, ScheduleView view, PrintStream out) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("expression", plan.text());
            json.writeStringProperty("expanded", view.schedule().expanded().text());
            json.writeNumberProperty("steps", view.horizon().steps());
            json.writeNumberProperty("stepsPerEpoch", view.horizon().stepsPerEpoch());
            for (Map.Entry<HyperParameter, Curve> each : view.curves().entrySet()) {
                json.writeArrayPropertyStart(each.getKey().key());
                for (long step = 0; step < view.horizon().steps(); step++) {
                    JsonNumber.write(json, each.getValue().at(step));
                    if (step % STEPS_A_LOOK == 0) {
                        json.flush();
                        out.print(text);
                        text.getBuffer().setLength(0);
                        if (out.checkError()) {
                            return;
                        }
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        out.println(text);
    }
}
