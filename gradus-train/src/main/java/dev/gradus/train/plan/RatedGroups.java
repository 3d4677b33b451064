package dev.gradus.train.plan;

import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.number.Text;
import dev.gradus.schedule.peer.GroupRates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameter groups whose learning rates come from the schedule. */
final class RatedGroups {
    private RatedGroups() {}

    /**
     * Returns the groups with the multiples that the schedule has for them, in their order.
     *
     * @param rates what the schedule has for its groups
     * @param groups the groups as they were written, with factors of 1
     * @param parameters the names of all parameters that are trained
     * @throws IllegalArgumentException if there are not as many groups as rates, a group has a
     *     factor of its own, or a parameter is in no group
     */
    static List<ParameterGroup> of(
            GroupRates rates, List<ParameterGroup> groups, List<String> parameters) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "the learning rate has a rate for each of several parameter groups, but there"
                            + " are no groups; name the parameters of each, in the order of the"
                            + " rates, as in "
                            + example(Math.max(2, rates.fewest()), parameters));
        }
        requireNoFactors(groups);
        requireAllTaken(groups, parameters);
        List<Double> multiples = multiples(rates, groups, parameters);
        var rated = new ArrayList<ParameterGroup>();
        for (int i = 0; i < groups.size(); i++) {
            ParameterGroup group = groups.get(i);
            rated.add(new ParameterGroup(group.pattern(), multiples.get(i), group.weightDecay()));
        }
        return List.copyOf(rated);
    }

    private static List<Double> multiples(
            GroupRates rates, List<ParameterGroup> groups, List<String> parameters) {
        try {
            return rates.of(groups.size());
        } catch (IllegalArgumentException others) {
            throw new IllegalArgumentException(
                    others.getMessage()
                            + ", "
                            + groups.stream()
                                    .map(ParameterGroup::pattern)
                                    .collect(Collectors.joining(", "))
                            + "; name the parameters of each, as in "
                            + example(rates.fewest(), parameters),
                    others);
        }
    }

    private static void requireNoFactors(List<ParameterGroup> groups) {
        for (ParameterGroup group : groups) {
            if (group.learningRate() != 1) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the learning rate has a rate for each parameter group, but group '%s' has a factor of its own, %s; write '%s=1x', or one learning rate",
                                group.pattern(), group.learningRate(), group.pattern()));
            }
        }
    }

    private static void requireAllTaken(List<ParameterGroup> groups, List<String> parameters) {
        for (String name : parameters) {
            if (groups.stream().noneMatch(group -> group.takes(name))) {
                throw new IllegalArgumentException(
                        "the learning rate has a rate for each parameter group, but '%s' is in none; add *=1x as the last group, which takes all that the others leave"
                                .formatted(name));
            }
        }
    }

    /** Returns patterns for some groups: a layer for each, and the rest. */
    private static String example(int groups, List<String> parameters) {
        Stream<String> layers =
                parameters.stream()
                        .map(name -> name.replaceFirst("\\..*", ""))
                        .distinct()
                        .limit(groups - 1L);
        return Stream.concat(layers, Stream.of("*"))
                .map(pattern -> "--groups \"" + pattern + "=1x\"")
                .collect(Collectors.joining(" "));
    }
}
