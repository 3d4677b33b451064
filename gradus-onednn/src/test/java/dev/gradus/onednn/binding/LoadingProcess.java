package dev.gradus.onednn.binding;

/** A process that loads the library and says what came of it: run by {@link LoadingTest}. */
public final class LoadingProcess {
    private LoadingProcess() {}

    /** Prints the obstacle, or the version, and what else is to be said. */
    public static void main(String[] arguments) {
        System.out.println(Library.obstacle().orElseGet(Processor::version));
        Library.notices().forEach(System.out::println);
    }
}
