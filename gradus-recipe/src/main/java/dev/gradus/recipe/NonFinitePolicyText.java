package dev.gradus.recipe;

import dev.gradus.text.Suggestions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a policy for numbers that are not finite: {@code skip 10}, {@code rollBack 0.5 3}. */
final class NonFinitePolicyText {
    /** How many arguments each policy takes. */
    private static final Map<String, Integer> ARGUMENTS =
            Map.of("stop", 0, "skip", 1, "rollBack", 2);

    private NonFinitePolicyText() {}

    static NonFinitePolicy parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+", -1));
        int arguments = words.size() - 1;
        String policy = words.getFirst();
        if (ARGUMENTS.containsKey(policy) && ARGUMENTS.get(policy) != arguments) {
            throw unreadable(text, null);
        }
        try {
            return switch (policy) {
                case "stop" -> NonFinitePolicy.stop();
                case "skip" -> NonFinitePolicy.skip(Integer.parseInt(words.get(1)));
                case "rollBack" ->
                        NonFinitePolicy.rollBack(
                                Double.parseDouble(words.get(1)), Integer.parseInt(words.get(2)));
                default ->
                        throw new IllegalArgumentException(
                                Suggestions.unknown(
                                        "policy",
                                        policy,
                                        ARGUMENTS.keySet().stream().sorted().toList()));
            };
        } catch (NumberFormatException fault) {
            throw unreadable(text, fault);
        }
    }

    private static IllegalArgumentException unreadable(
            String text, @Nullable NumberFormatException fault) {
        return new IllegalArgumentException(
                "numbers that are not finite are handled by stop, skip 10 or rollBack 0.5 3, got '%s'"
                        .formatted(text),
                fault);
    }
}
