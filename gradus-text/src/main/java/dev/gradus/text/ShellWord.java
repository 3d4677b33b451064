package dev.gradus.text;

/** An argument in shell syntax, so that a line can be pasted. */
public final class ShellWord {
    private ShellWord() {}

    /**
     * Returns an argument unchanged, or in quotes if a shell would change it: in double quotes,
     * which all shells know, unless its characters are special within those too.
     *
     * @param argument the argument
     * @return what to write for it in a shell
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
