package dev.gradus.prepare.signs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Looks for numbers of a column that are not written in one unit: percentages beside numbers
 * without a percent sign, or two currencies. A zero is the same in all of them.
 */
public final class Units {
    private static final int PLAIN = 0;

    /** The first number with each sign. */
    private final Map<Integer, String> examples = new LinkedHashMap<>();

    /**
     * Looks at one more number.
     *
     * @param number a number as it is written, without blanks around it
     */
    public void add(String number) {
        int sign = sign(number);
        if (!examples.containsKey(sign) && !isZero(number)) {
            examples.put(sign, number);
        }
    }

    private static int sign(String number) {
        int length = number.length();
        if (isSign(number.charAt(length - 1))) {
            return number.charAt(length - 1);
        }
        if (isSign(number.charAt(0))) {
            return number.charAt(0);
        }
        return length > 1 && isSign(number.charAt(1)) ? number.charAt(1) : PLAIN;
    }

    private static boolean isSign(char c) {
        return c == '%'
                || ((c == '$' || c > '~') && Character.getType(c) == Character.CURRENCY_SYMBOL);
    }

    private static boolean isZero(String number) {
        return number.chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    /**
     * {@return what a user should check about numbers with different signs, a sentence each}
     *
     * @param column the column of the numbers
     * @param value returns the value of a number, as it is shown
     */
    public List<String> remarks(String column, UnaryOperator<String> value) {
        var remarks = new ArrayList<String>();
        List<String> percentages = percentages();
        if (!percentages.isEmpty()) {
            remarks.add(
                    "column '%s': '%s' is read as %s, and '%s' as %s; write all values with a percent sign, or none, if they mean the same"
                            .formatted(
                                    column,
                                    percentages.getFirst(),
                                    value.apply(percentages.getFirst()),
                                    percentages.getLast(),
                                    value.apply(percentages.getLast())));
        }
        List<String> currencies = currencies();
        if (!currencies.isEmpty()) {
            remarks.add(
                    "column '%s' has amounts in different currencies, such as '%s' and '%s', and they are used as if they were of one; convert them first"
                            .formatted(column, currencies.getFirst(), currencies.getLast()));
        }
        return remarks;
    }

    /** Returns a percentage and a number without its sign; empty unless there are both. */
    private List<String> percentages() {
        String percentage = examples.get((int) '%');
        return percentage == null || examples.size() == 1
                ? List.of()
                : List.of(percentage, firstWithout('%'));
    }

    /** Returns a number in each of two currencies; empty unless there are two. */
    private List<String> currencies() {
        List<String> all =
                examples.entrySet().stream()
                        .filter(each -> each.getKey() != PLAIN && each.getKey() != '%')
                        .map(Map.Entry::getValue)
                        .limit(2)
                        .toList();
        return all.size() == 2 ? all : List.of();
    }

    private String firstWithout(int sign) {
        return examples.entrySet().stream()
                .filter(each -> each.getKey() != sign)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
