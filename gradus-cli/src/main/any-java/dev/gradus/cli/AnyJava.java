package dev.gradus.cli;

/**
 * What {@code java -jar} starts. It is compiled for Java 8, so that an older Java says in one
 * sentence what it lacks, where it would otherwise speak of versions of class files.
 */
public final class AnyJava {
    private static final int NEEDED = 25;

    private AnyJava() {}

    /** Starts the command, if this Java is new enough. */
    public static void main(String[] arguments) throws Exception {
        String version = System.getProperty("java.specification.version", "0");
        if (version.startsWith("1.") || Integer.parseInt(version) < NEEDED) {
            System.err.println(
                    "Gradus needs Java "
                            + NEEDED
                            + " or newer, and this is "
                            + System.getProperty("java.version")
                            + ": start it with a newer one (for example Temurin "
                            + NEEDED
                            + " from adoptium.net).");
            System.exit(2);
        }
        Class.forName("dev.gradus.cli.Main")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }
}
