package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.recipe.DefaultRate;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.text.TextException;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.plan.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Builds the network, loss and settings that the texts of a recipe describe, for given data. */
final class RecipeSetup {
    private RecipeSetup() {}

    static Settings of(Recipe recipe, Dataset data, Optional<Start> start) {
        Network network = network(recipe, start, data);
        Recipe whole =
                recipe.find(Keys.LOSS).isPresent()
                        ? recipe
                        : recipe.with(Keys.LOSS, usualLoss(data.target()));
        var settings = new Settings(network, whole);
        settings.startFrom = start.map(each -> each.weights(network));
        settings.augmentation =
                read(
                        Keys.AUGMENTATION.name(),
                        () -> Augmentation.parse(recipe.get(Keys.AUGMENTATION)));
        Optimizer optimizer = settings.optimizer();
        if (recipe.find(Keys.LEARNING_RATE).isEmpty() && DefaultRate.of(optimizer).isEmpty()) {
            settings.set(
                    Keys.LEARNING_RATE,
                    DefaultRate.usual(
                            optimizer,
                            network,
                            start.isPresent()
                                    ? OptionalDouble.empty()
                                    : DefaultRate.updates(recipe, data.size())));
        }
        return settings;
    }

    private static Network network(Recipe recipe, Optional<Start> start, Dataset data) {
        if (recipe.find(Keys.MODEL).isEmpty()
                && start.orElse(null) instanceof Start.OfModel model) {
            return model.networkFor(data);
        }
        String model = recipe.find(Keys.MODEL).orElseGet(() -> Models.usual(data.input()));
        if (Models.isName(model)) {
            return Models.named(model, data.input(), data.target().outputs());
        }
        String input = recipe.find(Keys.INPUT).orElse(data.input().toString());
        return read(
                Keys.MODEL.name(),
                () ->
                        input.contains("=")
                                ? Network.parse(inputs(input), model)
                                : Network.parse(shape(input), model));
    }

    /** Reads {@code pixels=1x28x28, age=1}. */
    private static List<Input> inputs(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(each -> each.strip().split("=", 2))
                .map(parts -> new Input(parts[0], shape(parts[parts.length - 1])))
                .toList();
    }

    private static Shape shape(String text) {
        if (!text.matches("\\d{1,9}(x\\d{1,9})*")) {
            throw new IllegalArgumentException(
                    "an input's shape is written as 784 or 1x28x28, got '%s'".formatted(text));
        }
        return new Shape(Arrays.stream(text.split("x", -1)).map(Integer::valueOf).toList());
    }

    private static Loss usualLoss(Target target) {
        return switch (target) {
            case Target.Classes _ -> Losses.softmaxCrossEntropy();
            case Target.Values _ -> Losses.meanSquaredError();
        };
    }

    /** Adds the name of the setting to a message that does not quote its text. */
    private static <T> T read(String name, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (TextException fault) {
            throw fault;
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(name + ": " + fault.getMessage(), fault);
        }
    }
}
