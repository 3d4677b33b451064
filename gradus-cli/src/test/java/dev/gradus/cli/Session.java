package dev.gradus.cli;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.TerminalInput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs the command as a user would, in a folder, with what it prints caught. */
public record Session(int code, String out, String err) {
    public static Session run(Path folder, String... arguments) {
        return run(folder, StandardCharsets.UTF_8, Reader.PIPE, arguments);
    }

    public static Session run(Path folder, Charset charset, Reader reader, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        TerminalInput.none(),
                        new Output(new PrintStream(out, false, charset), reader),
                        new Output(new PrintStream(err, false, charset), Reader.PIPE),
                        folder,
                        Map.of());
        int code = Gradus.run(surroundings, arguments);
        return new Session(code, out.toString(charset), err.toString(charset));
    }

    /** Returns the arguments in a line, apart at blanks outside quotes. */
    public static String[] words(String line) {
        return Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(line)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toArray(String[]::new);
    }

    public List<String> outLines() {
        return out.lines().toList();
    }
}
