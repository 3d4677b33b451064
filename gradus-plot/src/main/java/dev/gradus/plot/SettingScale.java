package dev.gradus.plot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the values of a setting lie between 0 and 1, and what is written there: numbers by their
 * size, other texts one beside the other.
 *
 * @param name the setting's name
 * @param shares where each value lies
 * @param marks what is written, from 0 to 1
 * @param kind whether a value lies between others
 */
record SettingScale(String name, Map<String, Double> shares, List<Mark> marks, Kind kind) {
    /** Numbers that lie further apart than this factor are shown on a logarithmic axis. */
    private static final double WIDE = 10;

    /** With more values than this, only round numbers are labelled. */
    private static final int FEW = 12;

    /** What values are. */
    enum Kind {
        NUMBERS,
        WORDS
    }

    /** A label at a place. */
    record Mark(double share, String label) {}

    static SettingScale of(String name, List<String> written) {
        List<String> values = written.stream().distinct().toList();
        if (values.size() == 1) {
            return new SettingScale(
                    name,
                    Map.of(values.getFirst(), 0.5),
                    List.of(new Mark(0.5, values.getFirst())),
                    Kind.WORDS);
        }
        return values.stream().allMatch(SettingScale::isNumber)
                ? ofNumbers(name, values)
                : ofWords(name, values);
    }

    private static SettingScale ofNumbers(String name, List<String> values) {
        List<String> sorted =
                values.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
        double[] numbers = sorted.stream().mapToDouble(Double::parseDouble).toArray();
        boolean isWide = numbers[0] > 0 && numbers[numbers.length - 1] > WIDE * numbers[0];
        Axis axis = isWide ? Axis.logarithmic(name, numbers) : Axis.over(name, numbers);
        var shares = new HashMap<String, Double>();
        sorted.forEach(value -> shares.put(value, axis.shareOf(Double.parseDouble(value))));
        return new SettingScale(
                name,
                shares,
                sorted.size() <= FEW ? marks(sorted, shares) : marks(axis),
                Kind.NUMBERS);
    }

    private static SettingScale ofWords(String name, List<String> values) {
        var shares = new HashMap<String, Double>();
        for (String value : values) {
            shares.put(value, shares.size() / (values.size() - 1.0));
        }
        int step = (values.size() + FEW - 1) / FEW;
        List<String> shown =
                IntStream.range(0, values.size())
                        .filter(i -> i % step == 0)
                        .mapToObj(values::get)
                        .toList();
        return new SettingScale(name, shares, marks(shown, shares), Kind.WORDS);
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException none) {
            return false;
        }
    }

    double shareOf(String value) {
        return shares.getOrDefault(value, 0.5);
    }

    private static List<Mark> marks(List<String> values, Map<String, Double> shares) {
        return values.stream()
                .map(value -> new Mark(shares.getOrDefault(value, 0.5), value))
                .toList();
    }

    /** Returns round numbers along an axis. */
    static List<Mark> marks(Axis axis) {
        return Ticks.of(axis).stream()
                .map(tick -> new Mark(axis.shareOf(tick), Axis.tick(tick)))
                .toList();
    }
}
