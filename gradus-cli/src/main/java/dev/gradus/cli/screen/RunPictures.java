package dev.gradus.cli.screen;

import dev.gradus.plot.Figure;
import dev.gradus.run.file.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Draws pictures into the folders of runs, each as SVG and as PNG. */
public final class RunPictures {
    private RunPictures() {}

    /**
     * Draws a picture.
     *
     * @param figure what to draw
     * @param folder where to, a folder that is there
     * @param name the name of the files without their endings
     * @return both files
     * @throws dev.gradus.run.json.RunException if one cannot be written
     * @throws dev.gradus.plot.NoFontsException if this machine has no fonts
     */
    public static List<Path> draw(Figure figure, Path folder, String name) {
        List<Path> files =
                Stream.of(".svg", ".png").map(ending -> folder.resolve(name + ending)).toList();
        files.forEach(RunFile::requirePlain);
        files.forEach(figure::write);
        return files;
    }
}
