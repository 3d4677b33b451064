package dev.gradus.train;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.run.TrainingEvent.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The backend of a run, and how it came to be that one.
 *
 * @param backend what computes
 * @param asked whether somebody asked for it by name
 */
record Engine(Backend backend, Optional<String> asked) {
    private static final String IN_ITS_PLACE =
            "; plain Java computes in its place, about ten times slower";

    static Engine of(Settings settings) {
        return new Engine(
                settings.backend.map(Backend::named).orElseGet(Backend::preferred),
                settings.backend);
    }

    /** Returns one line: which backend runs, and why it and no faster one. */
    String why(Program program) {
        String line = "backend " + backend.name() + ": " + program.description();
        Stream<String> choice = asked.isPresent() ? Stream.of("as asked for") : Stream.empty();
        List<String> reasons = Stream.concat(choice, warnings().stream()).toList();
        return reasons.isEmpty() ? line : line + " (" + String.join("; ", reasons) + ")";
    }

    /**
     * Returns what a user has to know before the run: that a slower backend computes than there
     * could be, and what its backend has to say; a sentence each.
     */
    List<String> warnings() {
        return warnings(Backend.all());
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

    Machine machine(Settings settings, Program program) {
        var versions = new LinkedHashMap<String, String>();
        versions.put("jdk", Runtime.version().toString());
        versions.put("processor", System.getProperty("os.arch", "unknown"));
        versions.put("kernels", program.description());
        return new Machine(
                backend.name(), program.threads(), settings.precision.toString(), versions);
    }
}
