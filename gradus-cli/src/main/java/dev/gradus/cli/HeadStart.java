package dev.gradus.cli;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.backend.Backends;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;

/**
 * Starts what a training waits for longest, on threads of its own, before the command line is read.
 * Reading the line takes as long as loading the digits, so both finish together.
 *
 * <p>It starts on a guess. A wrong guess costs a little work on another core and nothing else:
 * everything is requested later as if nothing had been started.
 */
final class HeadStart {
    private static final Set<String> TRAINING = Set.of("train", "find");
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private HeadStart() {}

    /** Returns surroundings with what these arguments seem to ask for on its way. */
    static Surroundings in(Surroundings surroundings, String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()
                || !TRAINING.contains(words.getFirst())
                || words.stream().anyMatch(HELP::contains)) {
            return surroundings;
        }
        Thread.ofPlatform()
                .daemon()
                .name("gradus-head-start")
                .uncaughtExceptionHandler((_, _) -> {}) // whoever needs a backend fails as well
                .start(Backends::preferred);
        if (words.stream().anyMatch(word -> namesData(surroundings, word))) {
            return surroundings;
        }
        Mnist digits = Mnist.load();
        return surroundings.with(() -> digits);
    }

    private static boolean namesData(Surroundings surroundings, String word) {
        try {
            return !word.startsWith("-") && Files.exists(surroundings.path(word));
        } catch (InvalidPathException noFile) {
            return false; // a schedule, for one, is no path everywhere
        }
    }
}
