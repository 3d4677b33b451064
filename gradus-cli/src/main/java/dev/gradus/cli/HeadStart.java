package dev.gradus.cli;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.backend.Backends;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;

/**
 * Starts the slowest parts of a training's start, on threads of their own, before the command line
 * is read. Reading it takes as long as loading the digits, so both finish together.
 *
 * <p>It guesses from the arguments. A wrong guess costs only a little work on another core:
 * everything is requested later as if nothing had been started.
 */
final class HeadStart {
    private static final Set<String> TRAINING = Set.of("train", "find");
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private HeadStart() {}

    /**
     * Returns surroundings in which the things that these arguments seem to need are being loaded.
     */
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
                .uncaughtExceptionHandler(
                        (_, _) -> {}) // those who need a backend will fail as well
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
            return false; // a schedule, for example, is not a valid path on every system
        }
    }
}
