package dev.gradus.bench.rate;

import dev.gradus.train.finder.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A way to find a rate. */
sealed interface Way {
    /** Returns its name in results. */
    String name();

    /** Returns all ways, the search with its usual budget first. */
    static List<Way> all() {
        Stream<Way> ours = Stream.of(new Usual(), new Within(0.3), new Within(1), new Alone());
        Stream<Way> published =
                Arrays.stream(Rule.values())
                        .filter(rule -> rule != Rule.PEAK && rule != Rule.CONSTANT)
                        .map(Read::new);
        return Stream.concat(ours, published).toList();
    }

    /** {@code --lr auto} as it is. */
    record Usual() implements Way {
        @Override
        public String name() {
            return "auto";
        }
    }

    /**
     * {@code --lr auto} with a budget.
     *
     * @param share a share of the training's updates
     */
    record Within(double share) implements Way {
        @Override
        public String name() {
            return "auto within " + share;
        }
    }

    /** What the sweeps of {@code --lr auto} suggest, without real runs. */
    record Alone() implements Way {
        @Override
        public String name() {
            return "sweeps alone";
        }
    }

    /**
     * A published rule over the same sweeps.
     *
     * @param rule the rule
     */
    record Read(Rule rule) implements Way {
        @Override
        public String name() {
            return rule.label();
        }
    }
}
