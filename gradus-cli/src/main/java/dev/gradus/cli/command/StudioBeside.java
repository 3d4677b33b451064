package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.OwnCommand;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.run.Run;
import dev.gradus.studio.Studio;
import dev.gradus.text.FileFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A studio beside a training, in a separate process: it shares neither memory nor failures with the
 * training, and ends when no page is open any more.
 */
final class StudioBeside {
    private StudioBeside() {}

    /** Starts it, and prints the address of the run's page as soon as it is known. */
    static void open(Path runs, Run run, Surroundings surroundings, Output screen) {
        List<String> own = OwnCommand.words();
        if (own.isEmpty()) {
            surroundings.warn(
                    "--studio does nothing here: the gradus command was not started by its launcher");
            return;
        }
        var words = new ArrayList<>(own);
        words.addAll(List.of("studio", "--until-closed", runs.toAbsolutePath().toString()));
        try {
            Process studio =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            studio.getOutputStream().close();
            Thread.ofVirtual().start(() -> tell(studio, run, surroundings, screen));
        } catch (IOException e) {
            surroundings.warn("the studio did not start: " + FileFault.reason(e));
        }
    }

    private static void tell(Process studio, Run run, Surroundings surroundings, Output screen) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(studio.getInputStream(), StandardCharsets.UTF_8))) {
            String address = lines.readLine();
            if (address == null) {
                surroundings.warn("the studio did not start; gradus studio says why");
            } else {
                screen.line("studio: " + Studio.pageOf(address, run.id()));
            }
        } catch (IOException e) {
            surroundings.warn("the studio did not start: " + FileFault.reason(e));
        }
    }
}
