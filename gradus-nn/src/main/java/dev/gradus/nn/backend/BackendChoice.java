package dev.gradus.nn.backend;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The backend that computes, and why it was chosen.
 *
 * @param backend the backend
 * @param asked the name by which it was requested, or empty if the fastest was taken
 */
public record BackendChoice(Backend backend, Optional<String> asked) {
    private static final String IN_ITS_PLACE =
            "; plain Java computes instead, which takes 2 to 13 times as long, convolutions the longest";

    /**
     * Chooses a backend.
     *
     * @param name the one to use, or empty for the fastest that runs here
     * @return the choice
     * @throws IllegalArgumentException if there is none of this name, or it cannot run here
     */
    public static BackendChoice of(Optional<String> name) {
        return new BackendChoice(name.map(Backends::named).orElseGet(Backends::preferred), name);
    }

    /**
     * {@return one line: which backend runs, and why it and no faster one}
     *
     * @param program what the backend compiled
     */
    public String why(InferenceProgram program) {
        String line = "backend " + backend.name() + ": " + program.description();
        Stream<String> choice = asked.isPresent() ? Stream.of("as asked for") : Stream.empty();
        List<String> reasons = Stream.concat(choice, warnings().stream()).toList();
        return reasons.isEmpty() ? line : line + " (" + String.join("; ", reasons) + ")";
    }

    /**
     * {@return what a user should know beforehand, a sentence each: that a faster backend exists
     * than the one that computes, and the backend's own notices}
     */
    public List<String> warnings() {
        return warnings(Backends.all());
    }

    List<String> warnings(List<Backend> all) {
        return Stream.concat(slowness(all), backend.notices().stream()).toList();
    }

    private Stream<String> slowness(List<Backend> all) {
        if (asked.isPresent()) {
            return Stream.empty();
        }
        if (all.size() == 1) {
            return Stream.of(
                    "there is no fast backend: add dev.gradus:gradus-onednn to the class path or module path"
                            + IN_ITS_PLACE);
        }
        return passedOver(all).map(faster -> "the fast " + reason(faster) + IN_ITS_PLACE);
    }

    private Stream<Backend> passedOver(List<Backend> all) {
        return all.stream().filter(other -> other.preference() > backend.preference());
    }

    private static String reason(Backend faster) {
        return "backend "
                + faster.name()
                + " cannot run here: "
                + faster.obstacle().orElse("it was not asked for");
    }
}
