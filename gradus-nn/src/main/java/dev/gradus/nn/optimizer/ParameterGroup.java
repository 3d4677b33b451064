package dev.gradus.nn.optimizer;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Parameters that are updated in their own way. A parameter belongs to the first group whose
 * pattern matches its name; one that matches none has multipliers of 1.
 *
 * @param pattern the name of a parameter or of a layer, in which {@code *} matches any characters,
 *     as in {@code dense1}, {@code conv*} or {@code *.bias}
 * @param learningRate multiplies the learning rate, at least 0; 0 freezes the parameters
 * @param weightDecay multiplies the weight decay, at least 0; it also brings decay to biases and
 *     normalizations, which have none unless a group says so
 */
public record ParameterGroup(String pattern, double learningRate, double weightDecay) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public ParameterGroup {
        if (pattern.isBlank()) {
            throw new IllegalArgumentException(
                    "a parameter group needs a name pattern such as conv*, got a blank one");
        }
        requireFactor(pattern, "learning rate", learningRate);
        requireFactor(pattern, "weight decay", weightDecay);
    }

    /**
     * {@return whether this group's pattern matches the parameter with this name}
     *
     * @param parameter as in {@code dense1.weight}
     */
    public boolean takes(String parameter) {
        return fits(pattern, parameter);
    }

    /**
     * {@return whether a pattern matches a parameter or statistic, or its layer}
     *
     * @param pattern a name in which * matches any characters
     * @param name the name of a parameter
     */
    public static boolean fits(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q") + "(\\..*)?");
    }

    /**
     * {@return whether the first of these groups that matches a parameter gives it a learning rate
     * of 0}
     *
     * @param groups in the order in which they count
     * @param name the name of a parameter or statistic
     */
    public static boolean freezes(List<ParameterGroup> groups, String name) {
        return groups.stream()
                .filter(group -> group.takes(name))
                .findFirst()
                .filter(group -> group.learningRate() == 0)
                .isPresent();
    }

    private static void requireFactor(String pattern, String of, double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "parameter group '%s' multiplies the %s by a finite number of at least 0, got %s"
                            .formatted(pattern, of, factor));
        }
    }
}
