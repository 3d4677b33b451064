package dev.gradus.train.state;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OwnStopRule;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.OwnController;
import dev.gradus.text.OwnPart;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The parts of a run that a user wrote in Java. A record only names them, and they cannot be made
 * from their names: the program that has them supplies them again.
 */
public final class OwnParts {
    /** The name of the own parts in a configuration. */
    static final String KEY = "ownParts";

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private OwnParts() {}

    /**
     * {@return the parts that a run on record was started with, as in {@code loss
     * FocalLoss[gamma=2.0]}; empty if it can be continued without its program}
     *
     * @param configuration what is on record
     */
    public static List<String> of(Configuration configuration) {
        return configuration.values().get(KEY) instanceof List<?> parts
                ? parts.stream().map(Object::toString).toList()
                : List.of();
    }

    /** Returns these parts, and the data sets that only the program has. */
    static List<String> all(Configuration configuration) {
        var all = new ArrayList<>(of(configuration));
        if (configuration.values().get(RunDescription.OWN_DATA) instanceof List<?> data) {
            data.forEach(each -> all.add(each.toString()));
        }
        return all;
    }

    /**
     * Returns the parts that a trainer was given.
     *
     * @throws IllegalArgumentException if one has a name that would not identify it again
     */
    static List<String> of(Settings settings) {
        var parts = new ArrayList<String>();
        for (Node node : settings.network.nodes()) {
            add(parts, "layer", node.operation());
            for (Parameter parameter : node.parameters()) {
                add(parts, "initializer", parameter.initializer());
            }
        }
        add(parts, "loss", settings.loss());
        add(parts, "optimizer", settings.optimizer());
        settings.recipe
                .find(Keys.METRICS)
                .orElse(List.of())
                .forEach(metric -> add(parts, "metric", metric));
        settings.controllers().forEach(controller -> add(parts, "controller", controller));
        settings.stopRules().forEach(rule -> add(parts, "stop rule", rule));
        settings.stopRules().forEach(OwnParts::requireReason);
        settings.controllers().forEach(OwnParts::requireMeasurements);
        parts.addAll(withoutText(settings));
        return parts.stream().distinct().toList();
    }

    /** Functions that a user wrote in Java, for a setting that otherwise has a text form. */
    private static List<String> withoutText(Settings settings) {
        var parts =
                new ArrayList<>(
                        settings.recipe
                                .without(Keys.LOSS)
                                .without(Keys.OPTIMIZER)
                                .without(Keys.METRICS)
                                .without(Keys.CONTROLLERS)
                                .without(Keys.STOP)
                                .withoutText());
        try {
            Augmentation.parse(settings.augmentation.toString());
        } catch (IllegalArgumentException unreadable) {
            parts.add(Keys.AUGMENTATION + " " + settings.augmentation);
        }
        return parts;
    }

    private static void add(List<String> parts, String kind, Object part) {
        if (part instanceof OwnPart own) {
            parts.add(kind + " " + OwnPart.name(kind, own));
        }
    }

    private static void requireReason(StopRule rule) {
        if (rule instanceof OwnStopRule own
                && (!WORD.matcher(own.reason()).matches()
                        || EndReason.of(own.reason()) instanceof EndReason.BuiltIn)) {
            throw new IllegalArgumentException(
                    "the reason of the own stop rule %s must be one word that no other ending uses, as in overfitting, got \"%s\""
                            .formatted(own, own.reason()));
        }
    }

    private static void requireMeasurements(Controller controller) {
        if (controller instanceof OwnController own
                && own.watched() == Controller.Watched.REQUESTS) {
            throw new IllegalArgumentException(
                    "the own controller %s watches requests, which come from people and do not reach controllers; watch the training loss or the reported metric"
                            .formatted(own));
        }
    }

    /** Returns the parts on record that are missing now, one phrase each. */
    static List<String> missing(Configuration then, Configuration now) {
        var missing = new ArrayList<>(of(then));
        missing.removeAll(of(now));
        return missing.stream()
                .map(part ->
                        "the %s is missing, which the Java program that started the run has; resume from that program and supply it again"
                                .formatted(part))
                .toList();
    }
}
