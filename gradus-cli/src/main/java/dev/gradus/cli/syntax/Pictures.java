package dev.gradus.cli.syntax;

import dev.gradus.plot.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options that draw what a command found out. */
public final class Pictures {
    private @Nullable String svg;
    private @Nullable String png;

    /** Says how these options are written. */
    public void declare(Syntax syntax) {
        syntax.option("--svg=FILE", String.class, svg, file -> svg = file)
                .says("Draw it as SVG.")
                .option("--png=FILE", String.class, png, file -> png = file)
                .says("Draw it as PNG.");
    }

    /**
     * Returns the files to draw to, before any work whose result would be lost.
     *
     * @throws IllegalArgumentException if a name does not end as its option requires
     * @throws dev.gradus.run.json.RunException if a file cannot be written
     */
    public List<Path> files(Surroundings surroundings) {
        var files = new ArrayList<Path>();
        add(files, "svg", svg, surroundings);
        add(files, "png", png, surroundings);
        return files;
    }

    private static void add(
            List<Path> files, String kind, @Nullable String name, Surroundings surroundings) {
        if (name == null) {
            return;
        }
        if (!name.endsWith("." + kind)) {
            throw new IllegalArgumentException(
                    "--%s draws %s, into a file whose name ends in .%s; got %s"
                            .formatted(kind, kind.toUpperCase(Locale.ROOT), kind, name));
        }
        files.add(checked(surroundings.path(name)));
    }

    /** Returns a file to draw to, once it is known that it can be written. */
    public static Path checked(Path file) {
        Figure.requireWritable(file);
        return file;
    }

    /** Draws a figure into each file. */
    public static void write(Figure figure, List<Path> files, Consumer<String> said) {
        for (Path file : files) {
            figure.write(file);
            said.accept("wrote " + file);
        }
    }
}
