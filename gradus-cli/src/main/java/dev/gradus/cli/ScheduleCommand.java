package dev.gradus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gradus schedule}. */
@Command(name = "schedule", description = "Show a schedule.")
final class ScheduleCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "EXPRESSION")
    private String expression = "";

    ScheduleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().line(expression);
        return ExitCode.DONE;
    }
}
