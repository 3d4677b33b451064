package dev.gradus.cli.syntax;

/** An argument as it is written in a shell, so that a line can be pasted. */
public final class ShellWord {
    private ShellWord() {}

    /**
     * Returns an argument as it is, or in quotes where a shell would make something else of it: in
     * double ones, which all shells know, unless what is in it has a meaning within those too.
     */
    public static String of(String argument) {
        if (argument.matches("[\\w./:+=,@%-]+")) {
            return argument;
        }
        boolean plain =
                argument.chars().noneMatch(character -> "\"$`!".indexOf(character) >= 0)
                        && !argument.contains("\\\\")
                        && !argument.endsWith("\\");
        return plain ? '"' + argument + '"' : "'" + argument.replace("'", "'\\''") + "'";
    }
}
