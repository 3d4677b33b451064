package dev.gradus.prepare.signs;

import java.util.Locale;
import java.util.Set;

/** The words with which rows below a table begin that sum up the others, such as Total. */
public final class TotalWords {
    private static final int LONGEST = 16;

    private static final Set<String> WORDS =
            Set.of(
                    "total",
                    "totals",
                    "grand total",
                    "subtotal",
                    "sub total",
                    "sub-total",
                    "sum",
                    "average",
                    "mean",
                    "summe",
                    "gesamt",
                    "gesamtsumme",
                    "insgesamt",
                    "zwischensumme",
                    "durchschnitt",
                    "mittelwert",
                    "somme",
                    "moyenne",
                    "totale",
                    "media",
                    "suma",
                    "promedio",
                    "totaal",
                    "gemiddelde");

    private TotalWords() {}

    /**
     * {@return whether a field says that its row sums up others}
     *
     * @param field a field that is not a number
     */
    public static boolean is(String field) {
        if (field.length() < 3 || field.length() > LONGEST) {
            return false;
        }
        return switch (field.charAt(0)) {
            case 'T',
                    't',
                    'S',
                    's',
                    'G',
                    'g',
                    'A',
                    'a',
                    'M',
                    'm',
                    'I',
                    'i',
                    'Z',
                    'z',
                    'D',
                    'd',
                    'P',
                    'p' ->
                    WORDS.contains(field.toLowerCase(Locale.ROOT).replaceFirst("\\h*:$", ""));
            default -> false;
        };
    }
}
