package dev.gradus.train;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.run.TrainingEvent.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        if (asked.isPresent()) {
            return line + " (as asked for)";
        }
        List<Backend> faster =
                Backend.all().stream()
                        .filter(other -> other.preference() > backend.preference())
                        .toList();
        return faster.stream()
                .map(other -> other.name() + " cannot run here: " + other.obstacle().orElse(""))
                .collect(
                        Collectors.joining(
                                "; ",
                                line + (faster.isEmpty() ? "" : " ("),
                                faster.isEmpty() ? "" : ")"));
    }

    Machine machine(Settings settings, Program program) {
        var versions = new LinkedHashMap<String, String>();
        versions.put("jdk", Runtime.version().toString());
        versions.put("processor", System.getProperty("os.arch", "unknown"));
        versions.put("kernels", program.description());
        return new Machine(
                backend.name(), settings.threads, settings.precision.toString(), versions);
    }
}
