package dev.gradus.onednn.binding;

import dev.gradus.onednn.binding.Library.Outcome;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads oneDNN: from the user's cache if possible, otherwise from a temporary folder for this
 * process alone.
 */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
final class Loader {
    private static final String RELEASE = "onednn-3.13";

    private final Platform platform;
    private final List<String> notices = new ArrayList<>();
    private @Nullable OpenMp openMp;

    Loader(Platform platform) {
        this.platform = platform;
    }

    Outcome load() {
        try {
            var files = new ArrayList<PackedFile>();
            for (String file : files()) {
                Optional<URL> source = Packages.find(platform, file);
                if (source.isEmpty()) {
                    return Outcome.failed(
                            "oneDNN's library is neither on the class path nor on the module path: add org.bytedeco:dnnl with classifier "
                                    + platform.name());
                }
                files.add(PackedFile.at(source.get()));
            }
            return load(files);
        } catch (IOException | RuntimeException | LinkageError failure) {
            return Outcome.failed(PrimitiveExplanation.of(failure));
        }
    }

    /** The home of a user without a name, as in many containers, is "?" for Java. */
    private Outcome load(List<PackedFile> files) {
        if (!platform.cacheFolder().isAbsolute()) {
            return goRound(files, "this user has no home folder");
        }
        try {
            return loadFrom(platform.cacheFolder(), files);
        } catch (IOException | RuntimeException | LinkageError failure) {
            String reason = PrimitiveExplanation.of(failure);
            return PrimitiveExplanation.isDenied(failure)
                    ? Outcome.failed(reason) // another folder would not help
                    : goRound(files, reason);
        }
    }

    /** Loads from a folder for this process alone, and says why. */
    private Outcome goRound(List<PackedFile> files, String reason) {
        Path cache = platform.cacheFolder();
        try {
            Path own = Files.createTempDirectory("gradus-");
            try {
                Outcome loaded = loadFrom(own, files);
                notices.add(
                        "oneDNN could not be loaded from %s (%s); it was unpacked to a temporary folder for this process, which slows every start down; it needs a folder that can be written to, has 100 MB free and is not mounted noexec: set %s to one"
                                .formatted(cache, reason, platform.cacheVariable()));
                return new Outcome(loaded.library(), null, List.copyOf(notices));
            } finally {
                remove(own);
            }
        } catch (IOException | RuntimeException | LinkageError failure) {
            return Outcome.failed(
                    "oneDNN could be loaded neither from %s (%s) nor from the temporary folder (%s); it needs a folder that can be written to, has 100 MB free and is not mounted noexec: set %s to one"
                            .formatted(
                                    cache,
                                    reason,
                                    PrimitiveExplanation.of(failure),
                                    platform.cacheVariable()));
        }
    }

    private Outcome loadFrom(Path root, List<PackedFile> files) throws IOException {
        var unpacked = new LibraryCache(root).folder(RELEASE, files);
        notices.addAll(unpacked.repairs());
        OpenMp.boundSpinning(platform);
        // The runtime first: oneDNN then uses this one, even if the system has another of the same
        // name.
        OpenMp runtime = openMp == null ? OpenMp.load(openMpFile(unpacked.folder())) : openMp;
        openMp = runtime;
        var symbols =
                SymbolLookup.libraryLookup(
                        unpacked.folder().resolve(platform.library()), Arena.global());
        return new Outcome(new Library(symbols, runtime), null, List.copyOf(notices));
    }

    private Path openMpFile(Path folder) {
        return platform.bringsOpenMp()
                ? folder.resolve(platform.openMp())
                : Path.of(platform.openMp());
    }

    private List<String> files() {
        return platform.bringsOpenMp()
                ? List.of(platform.openMp(), platform.library())
                : List.of(platform.library());
    }

    /** Removes a folder whose files may be in use: Windows releases them when the process ends. */
    private static void remove(Path folder) {
        try {
            LibraryCache.delete(folder);
        } catch (IOException inUse) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAtEnd(folder)));
        }
    }

    private static void removeAtEnd(Path folder) {
        try {
            LibraryCache.delete(folder);
        } catch (IOException leftBehind) {
            // The system clears its temporary folder.
        }
    }
}
