package dev.gradus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The code in a column of the tables of a page of documentation, to be looked for in a program. */
public final class PageWords {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private PageWords() {}

    /**
     * Returns all code in a column, in order.
     *
     * @param column counted from 0; negative from the last one, which is -1
     */
    public static List<String> of(Path page, int column) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| task"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> cells[Math.floorMod(column, cells.length)])
                .flatMap(cell -> CODE.matcher(cell).results().map(code -> code.group(1)))
                .toList();
    }

    /**
     * Returns the packed code of a library in the page for people who come from Deeplearning4j or
     * DJL, up to an ellipsis and without settings of the process.
     *
     * @param column counted from 0
     */
    public static List<String> ofPeer(int column) throws IOException {
        return of(Path.of("..", "docs", "guide", "from-dl4j-and-djl.md"), column).stream()
                .filter(code -> !code.matches("[\\w.]+=\\d+"))
                .map(code -> packed(code).replaceFirst("…$", ""))
                .toList();
    }

    /** Returns the packed code of a program. */
    public static String packed(Path program) throws IOException {
        return packed(Files.readString(program));
    }

    /** Returns code without blanks and line ends, so that its layout does not matter. */
    public static String packed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
