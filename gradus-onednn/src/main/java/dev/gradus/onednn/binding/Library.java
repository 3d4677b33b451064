package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** oneDNN, unpacked and loaded once per process, or the reason why it is not. */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
public final class Library {
    private static final String RELEASE = "onednn-3.13";

    private final SymbolLookup symbols;
    private final OpenMp openMp;

    private Library(SymbolLookup symbols, OpenMp openMp) {
        this.symbols = symbols;
        this.openMp = openMp;
    }

    /** What came of loading: exactly one of the two. */
    private record Outcome(@Nullable Library library, @Nullable String obstacle) {}

    /** Loads on first use and holds what the process then has: a library is never unloaded. */
    private static final class Loaded {
        private static final Outcome OUTCOME = attempt();
    }

    /** Returns, in one sentence, why the library cannot be used here, or nothing if it can. */
    public static Optional<String> obstacle() {
        return Optional.ofNullable(Loaded.OUTCOME.obstacle());
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

    /** Says how many threads the calls made from the current thread use from now on. */
    public static void threads(int count) {
        get().openMp.threads(count);
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
            return new Outcome(
                    null,
                    "oneDNN is not published for %s on %s"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        try {
            return load(platform.get());
        } catch (RuntimeException | LinkageError failure) {
            return new Outcome(null, "oneDNN could not be loaded: " + failure.getMessage());
        }
    }

    private static Outcome load(Platform platform) {
        var sources = new ArrayList<URL>();
        for (String file : files(platform)) {
            URL source = Library.class.getClassLoader().getResource(platform.resource(file));
            if (source == null) {
                return new Outcome(
                        null,
                        "oneDNN's library is not on the class path: add org.bytedeco:dnnl with classifier "
                                + platform.name());
            }
            sources.add(source);
        }
        Path folder = new LibraryCache(platform.cacheFolder()).folder(RELEASE, sources);
        OpenMp.boundSpinning(platform);
        // The runtime first: oneDNN then finds it loaded, whatever the system has of the same name.
        OpenMp openMp =
                OpenMp.load(
                        platform.bringsOpenMp()
                                ? folder.resolve(platform.openMp())
                                : Path.of(platform.openMp()));
        var symbols =
                SymbolLookup.libraryLookup(folder.resolve(platform.library()), Arena.global());
        return new Outcome(new Library(symbols, openMp), null);
    }

    private static List<String> files(Platform platform) {
        return platform.bringsOpenMp()
                ? List.of(platform.openMp(), platform.library())
                : List.of(platform.library());
    }
}
