package dev.gradus.run;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names of runs: made from time and two words, or checked when a user gives one. */
final class RunNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final Pattern INVENTED = Pattern.compile("[0-9]{8}-[0-9]{6}-[a-z]+-[a-z]+");
    private static final List<String> HOW =
            List.of(
                    "amber", "brave", "calm", "clear", "deep", "early", "fair", "gentle", "golden",
                    "keen", "light", "lively", "merry", "mild", "noble", "patient", "proud",
                    "quick", "quiet", "royal", "silver", "steady", "swift", "tidy", "warm", "wise");
    private static final List<String> WHO =
            List.of(
                    "avocet", "badger", "bison", "crane", "curlew", "dipper", "eagle", "falcon",
                    "finch", "fox", "hare", "heron", "ibex", "kestrel", "lark", "lynx", "marten",
                    "martin", "oriole", "otter", "owl", "plover", "robin", "stork", "swan",
                    "thrush", "wren");

    private RunNames() {}

    static String invent(LocalDateTime time, RandomGenerator random) {
        return TIME.format(time) + '-' + pick(HOW, random) + '-' + pick(WHO, random);
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    /** Returns whether a name was invented, and has these words of it, whole and in a row. */
    static boolean hasWords(String name, String words) {
        return INVENTED.matcher(name).matches() && ("-" + name + "-").contains("-" + words + "-");
    }

    static boolean isValid(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") && !name.equals(Runs.LATEST);
    }

    static String checked(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "a run's name must be letters, digits, '.', '-' and '_', begin with a letter or digit, have at most 100"
                            + " of them and not be 'latest'; got '"
                            + name
                            + "'");
        }
        return name;
    }
}
