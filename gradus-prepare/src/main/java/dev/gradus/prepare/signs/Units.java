package dev.gradus.prepare.signs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** {@return a percentage and a number without its sign; empty unless there are both} */
    public List<String> percentages() {
        String percentage = examples.get((int) '%');
        return percentage == null || examples.size() == 1
                ? List.of()
                : List.of(percentage, firstWithout('%'));
    }

    /** {@return a number in each of two currencies; empty unless there are two} */
    public List<String> currencies() {
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
