package dev.gradus.onednn.binding;

import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** oneDNN, unpacked and loaded once per process, or the reason why it is not. */
public final class Library {
    private final SymbolLookup symbols;
    private final OpenMp openMp;

    Library(SymbolLookup symbols, OpenMp openMp) {
        this.symbols = symbols;
        this.openMp = openMp;
    }

    /**
     * The result of loading: a library or an obstacle.
     *
     * @param notices what the user should know although the library was loaded
     */
    record Outcome(@Nullable Library library, @Nullable String obstacle, List<String> notices) {
        static Outcome failed(String obstacle) {
            return new Outcome(null, obstacle, List.of());
        }
    }

    /** Loads on first use and keeps the result for the process: a library is never unloaded. */
    private static final class Loaded {
        private static final Outcome OUTCOME = attempt();
    }

    /** Returns, in one sentence, why the library cannot be used here; empty if it can. */
    public static Optional<String> obstacle() {
        return Optional.ofNullable(Loaded.OUTCOME.obstacle());
    }

    /**
     * Returns what the user should know although the library could be loaded, a sentence each: a
     * damaged file that was unpacked again, a folder that could not be used.
     */
    public static List<String> notices() {
        return Loaded.OUTCOME.notices();
    }

    /**
     * Returns the library.
     *
     * @throws IllegalStateException if there is an {@link #obstacle}
     */
    static Library get() {
        Library library = Loaded.OUTCOME.library();
        if (library == null) {
            throw new IllegalStateException(Loaded.OUTCOME.obstacle());
        }
        return library;
    }

    /** Sets how many threads the calls from the current thread use from now on. */
    public static void threads(int count) {
        get().openMp.threads(count);
    }

    /** Returns the number of the current thread among those of a parallel region, from 0. */
    public static int threadNumber() {
        return get().openMp.threadNumber();
    }

    /** Ends the threads that have computed for the current thread; a later call creates others. */
    public static void endThreads() {
        get().openMp.endThreads();
    }

    OpenMp openMp() {
        return openMp;
    }

    SymbolLookup symbols() {
        return symbols;
    }

    private static Outcome attempt() {
        Optional<Platform> platform = Platform.current();
        if (platform.isEmpty()) {
            return Outcome.failed(
                    "oneDNN is not published for %s on %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return new Loader(platform.get()).load();
    }
}
