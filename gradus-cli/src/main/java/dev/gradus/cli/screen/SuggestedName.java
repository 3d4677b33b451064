package dev.gradus.cli.screen;

import dev.gradus.text.ShellWord;
import java.nio.file.Path;

/** The name of a run or a sweep in a command that is suggested. */
public final class SuggestedName {
    private static final Path USUAL = Path.of("runs");

    private SuggestedName() {}

    /**
     * Returns the word that finds it when the line is pasted: the path of its folder, without the
     * folder of all runs where that is the usual one.
     */
    public static String of(Path folder) {
        String name = String.valueOf(folder.getFileName());
        boolean isFoundByName = USUAL.equals(folder.getParent()) && !name.startsWith("-");
        String word = isFoundByName ? name : folder.toString();
        return ShellWord.of(word.startsWith("-") ? "./" + word : word); // else it is an option
    }
}
