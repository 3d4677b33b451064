package dev.gradus.run.file;

import dev.gradus.number.Text;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of checkpoint files, such as {@code step-000000938.checkpoint}. */
public final class CheckpointName {
    /** What all of them match; the group is the step. */
    public static final Pattern PATTERN = Pattern.compile("step-(\\d{1,18})\\.checkpoint");

    private CheckpointName() {}

    /**
     * {@return the name of the checkpoint of a step}
     *
     * @param step how many steps have been done
     */
    public static String of(long step) {
        return Text.of("step-%09d.checkpoint", step);
    }

    /**
     * {@return the step of a checkpoint; empty if the file is none}
     *
     * @param name the file's name
     */
    public static OptionalLong step(String name) {
        Matcher matcher = PATTERN.matcher(name);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }
}
