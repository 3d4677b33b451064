package dev.gradus.prepare.signs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Signs that whole numbers are codes, such as zip codes, with which nobody computes. */
public final class CodeSigns {
    private static final Set<String> CODES =
            Set.of("zip", "zipcode", "postcode", "postalcode", "postal", "plz", "fips", "sku");

    /** These say so at the end of a name: store_id, but not id_length. */
    private static final Set<String> LAST = Set.of("id", "code");

    /** Of the numbers so far, as long as all have it and are written in digits; else 0. */
    private int width = -1;

    private boolean hasLeadingZero;

    /** Looks at how one more number is written. */
    public void add(String number) {
        if (width == 0) {
            return;
        }
        boolean isAlike = (width < 0 || number.length() == width) && isOfDigits(number);
        width = isAlike ? number.length() : 0;
        hasLeadingZero |= number.charAt(0) == '0';
    }

    private static boolean isOfDigits(String number) {
        return number.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Returns whether all numbers have the same width of 2 digits or more, and some begin with 0.
     */
    public boolean areZeroLed() {
        return width > 1 && hasLeadingZero;
    }

    /** Returns whether the name of a column says that it holds codes, as zip_code or storeId. */
    public static boolean isNameOfCodes(String name) {
        List<String> words =
                Arrays.stream(name.split("(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList();
        return words.stream().anyMatch(CODES::contains)
                || (!words.isEmpty() && LAST.contains(words.getLast()));
    }
}
