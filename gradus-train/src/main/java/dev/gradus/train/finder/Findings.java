package dev.gradus.train.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a rule on several sweeps: the median rate, how far the sweeps disagree, and how
 * much to trust it. Whether there is anything to read is decided by the averaged sweep, since the
 * noise of batches can hide a slope in a single one.
 *
 * @param rule the rule
 * @param rates the rates of the sweeps that gave one, ascending; that of the averaged sweep if none
 *     did; empty if there is not even that
 * @param reasons why the others gave none, the averaged sweep first
 * @param most the most confidence they deserve, however well they agree
 */
public record Findings(Rule rule, List<Double> rates, List<String> reasons, Confidence most) {
    private static final double CLOSE = 0.2;
    private static final double APART = 0.5;

    /** Copies the lists. */
    public Findings {
        rates = List.copyOf(rates);
        reasons = List.copyOf(reasons);
    }

    /** How far a rate can be trusted. */
    public enum Confidence {
        /** Several sweeps agree within a factor of 1.6. */
        HIGH,
        /** Several sweeps agree within a factor of 3. */
        MEDIUM,
        /** The sweeps disagree, most found nothing, or there was only one. */
        LOW;

        /** {@return its name in texts and files} */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * {@return the findings of a rule on these sweeps}
     *
     * @param rule how a rate is read off a sweep
     * @param sweeps the sweeps that were made
     */
    public static Findings of(Rule rule, List<Sweep> sweeps) {
        return of(rule, sweeps, Confidence.HIGH);
    }

    /**
     * Returns the findings of a rule on these sweeps.
     *
     * @param most the most confidence they deserve
     */
    static Findings of(Rule rule, List<Sweep> sweeps, Confidence most) {
        var rates = new ArrayList<Double>();
        var reasons = new ArrayList<String>();
        for (Sweep sweep : sweeps) {
            switch (rule.read(sweep)) {
                case Reading.Suggested(double rate) -> rates.add(rate);
                case Reading.Unusable(String reason) -> reasons.add(reason);
            }
        }
        switch (rule.read(Sweep.mean(sweeps))) {
            case Reading.Unusable(String reason) -> {
                reasons.addFirst(reason);
                rates.clear();
            }
            case Reading.Suggested(double rate) -> {
                if (rates.isEmpty()) {
                    rates.add(rate);
                }
            }
        }
        rates.sort(null);
        return new Findings(rule, rates, reasons, most);
    }

    /** {@return the median rate, or why there is none} */
    public Reading median() {
        if (rates.isEmpty()) {
            return new Reading.Unusable(reasons.getFirst());
        }
        int middle = rates.size() / 2;
        double upper = rates.get(middle);
        return new Reading.Suggested(
                rates.size() % 2 == 1 ? upper : Math.sqrt(upper * rates.get(middle - 1)));
    }

    /**
     * {@return the distance between the smallest and the largest rate in powers of ten; 0 without
     * any}
     */
    public double spread() {
        return rates.isEmpty() ? 0 : Math.log10(rates.getLast() / rates.getFirst());
    }

    /** {@return how much the median deserves to be trusted} */
    public Confidence confidence() {
        if (rates.size() < 2 || reasons.size() >= rates.size() || spread() > APART) {
            return Confidence.LOW;
        }
        Confidence agreed =
                spread() <= CLOSE && reasons.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
        return agreed.compareTo(most) < 0 ? most : agreed;
    }
}
