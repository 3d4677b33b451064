package dev.gradus.cli;

import dev.gradus.text.Suggestions;
import dev.gradus.train.NonFinitePolicy;
import java.util.List;

/** Reads what to do about numbers that are not finite: {@code skip 10}, {@code rollBack 0.5 3}. */
final class NonFiniteText {
    private NonFiniteText() {}

    static NonFinitePolicy parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+", -1));
        try {
            return switch (words.getFirst()) {
                case "stop" -> NonFinitePolicy.stop();
                case "skip" -> NonFinitePolicy.skip(Integer.parseInt(words.get(1)));
                case "rollBack" ->
                        NonFinitePolicy.rollBack(
                                Double.parseDouble(words.get(1)), Integer.parseInt(words.get(2)));
                default ->
                        throw new IllegalArgumentException(
                                "--non-finite: "
                                        + Suggestions.unknown(
                                                "policy",
                                                words.getFirst(),
                                                List.of("rollBack", "skip", "stop")));
            };
        } catch (NumberFormatException | IndexOutOfBoundsException fault) {
            throw new IllegalArgumentException(
                    "--non-finite takes stop, skip 10 or rollBack 0.5 3, got '%s'".formatted(text),
                    fault);
        }
    }
}
