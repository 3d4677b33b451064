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

    static Engine of(Settings settings) {
        return new Engine(
                settings.backend.map(Backend::named).orElseGet(Backend::preferred),
                settings.backend);
    }

    /** Returns one line: which backend runs, and why it and no faster one. */
    String why(Program program) {
        String line = "backend " + backend.name() + ": " + program.description();
        Stream<String> choice =
                asked.isPresent() ? Stream.of("as asked for") : passedOver().map(Engine::reason);
        List<String> reasons = Stream.concat(choice, backend.notices().stream()).toList();
        return reasons.isEmpty() ? line : line + " (" + String.join("; ", reasons) + ")";
    }

    /**
     * Returns what a user has to know before the run: that a slower backend computes than there
     * could be, and what its backend has to say; a sentence each.
     */
    List<String> warnings() {
        Stream<String> slower =
                asked.isPresent()
                        ? Stream.empty()
                        : passedOver()
                                .map(faster ->
                                        "the fast "
                                                + reason(faster)
                                                + "; plain Java computes in its place, about ten times slower");
        return Stream.concat(slower, backend.notices().stream()).toList();
    }

    private Stream<Backend> passedOver() {
        return Backend.all().stream().filter(other -> other.preference() > backend.preference());
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
