package dev.gradus.schedule.peer;

import dev.gradus.number.Elementary;
import dev.gradus.number.NumberText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rates of parameter groups, as multiples of a schedule: what {@code max_lr=[0.01, 0.1]} or
 * fastai's {@code slice(1e-5, 1e-3)} means. The schedule itself is that of the last group, which is
 * usually the one nearest to the output.
 */
public sealed interface GroupRates {
    /**
     * {@return the multiple of each group, in their order}
     *
     * @param groups how many groups there are, at least 1
     * @throws IllegalArgumentException if the rates are for another number of groups
     */
    List<Double> of(int groups);

    /** {@return how many groups there must be at least} */
    int fewest();

    /** {@return the multiples in words: {@code 0.1x, 1x}} */
    String described();

    /**
     * A rate for each group, {@code [0.01, 0.1]}.
     *
     * @param multiples one for each group, above 0; the last is 1
     */
    record Listed(List<Double> multiples) implements GroupRates {
        /** Copies the list. */
        public Listed {
            multiples = List.copyOf(multiples);
        }

        @Override
        public List<Double> of(int groups) {
            if (groups != multiples.size()) {
                throw new IllegalArgumentException(
                        "the learning rate has rates for %s parameter groups, and there are %s"
                                .formatted(multiples.size(), groups));
            }
            return multiples;
        }

        @Override
        public int fewest() {
            return multiples.size();
        }

        @Override
        public String described() {
            return multiples.stream()
                    .map(multiple -> NumberText.brief(multiple) + "x")
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Rates that rise by equal factors from group to group, fastai's {@code slice(a, b)}: of k
     * groups, group i from 0 has first^((k − 1 − i)/(k − 1)).
     *
     * @param first the multiple of the first group, above 0
     */
    record Spread(double first) implements GroupRates {
        @Override
        public List<Double> of(int groups) {
            double factors = Math.max(1, groups - 1);
            return IntStream.range(0, groups)
                    .mapToObj(group -> Elementary.power(first, (groups - 1 - group) / factors))
                    .toList();
        }

        @Override
        public int fewest() {
            return 1;
        }

        @Override
        public String described() {
            return NumberText.brief(first) + "x for the first, by equal factors to 1x for the last";
        }
    }

    /**
     * The same multiple for all groups but the last, fastai's {@code slice(b)}.
     *
     * @param others the multiple of the others, above 0
     */
    record AllButLast(double others) implements GroupRates {
        @Override
        public List<Double> of(int groups) {
            return IntStream.range(0, groups)
                    .mapToObj(group -> group == groups - 1 ? 1.0 : others)
                    .toList();
        }

        @Override
        public int fewest() {
            return 1;
        }

        @Override
        public String described() {
            return NumberText.brief(others) + "x for all but the last, 1x for that";
        }
    }
}
