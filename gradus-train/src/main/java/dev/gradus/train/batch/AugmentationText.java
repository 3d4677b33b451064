package dev.gradus.train.batch;

import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads augmentations. */
final class AugmentationText {
    private static final Pattern PART =
            Pattern.compile("\\s*([A-Za-z]+)\\s*(?:\\(\\s*([0-9.eE+-]*)\\s*\\))?\\s*");

    private static final List<String> NAMES = List.of("shift", "flip", "crop", "cutout", "noise");

    private AugmentationText() {}

    static Augmentation parse(String text) {
        if (text.strip().equals(Unchanged.NONE.toString())) {
            return Augmentation.none();
        }
        var parts = new ArrayList<Augmentation>();
        for (String part : text.split(",", -1)) {
            Matcher form = PART.matcher(part);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "an augmentation is written as none, or as in shift(2), flip, crop(24), cutout(8), noise(0.05); got '%s'"
                                .formatted(text));
            }
            parts.add(part(form.group(1), form.group(2) == null ? "" : form.group(2)));
        }
        return Augmentation.of(parts);
    }

    private static Augmentation part(String name, String argument) {
        return switch (name) {
            case "shift" -> Augmentation.shift(pixels(name, argument));
            case "crop" -> Augmentation.crop(pixels(name, argument));
            case "cutout" -> Augmentation.cutout(pixels(name, argument));
            case "noise" -> Augmentation.noise(deviation(argument));
            case "flip" -> {
                if (!argument.isEmpty()) {
                    throw new IllegalArgumentException(
                            "flip takes no number, got flip(%s)".formatted(argument));
                }
                yield Augmentation.flip();
            }
            default ->
                    throw new IllegalArgumentException(
                            Suggestions.unknown("augmentation", name, NAMES));
        };
    }

    private static int pixels(String name, String argument) {
        if (!argument.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "%s takes a whole number of pixels, as in %s(2), got %s(%s)"
                            .formatted(name, name, name, argument));
        }
        return Integer.parseInt(argument);
    }

    private static double deviation(String argument) {
        try {
            return Double.parseDouble(argument);
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException(
                    "noise takes its deviation, as in noise(0.05), got noise(%s)"
                            .formatted(argument),
                    fault);
        }
    }
}
