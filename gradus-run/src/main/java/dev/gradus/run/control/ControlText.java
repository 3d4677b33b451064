package dev.gradus.run.control;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.text.Suggestions;
import java.util.List;
import java.util.Locale;

/**
 * The text form of controls, as typed after {@code gradus control RUN}:
 *
 * <pre>
 * set learningRate 0.003               scale learningRate 0.5      release learningRate
 * schedule learningRate cosine(0.003,0)                            coolDown 2ep
 * extend 6ep stretch                   its total length, in epochs or steps, and keep, stretch or append
 * updateRatios 100                    one update in 100 is measured relative to the weights of each layer; or off
 * pause   resume   checkpoint   validate   find   quit   stop   stopAndKeepBest
 * </pre>
 *
 * <p>{@code lr} is short for {@code learningRate}, and {@code cool-down} for {@code coolDown}.
 */
public final class ControlText {
    static final String SET = "set";
    static final String SCALE = "scale";
    static final String RELEASE = "release";
    static final String SCHEDULE = "schedule";
    static final String COOL_DOWN = "coolDown";
    static final String EXTEND = "extend";
    static final String PAUSE = "pause";
    static final String RESUME = "resume";
    static final String CHECKPOINT = "checkpoint";
    static final String VALIDATE = "validate";
    static final String FIND = "find";
    static final String UPDATE_RATIOS = "updateRatios";
    static final String QUIT = "quit";
    static final String STOP = "stop";
    static final String STOP_AND_KEEP_BEST = "stopAndKeepBest";

    private static final String OFF = "off";
    private static final String COMMANDS =
            "set, scale, release, schedule, coolDown, extend, pause, resume, checkpoint, validate, find, updateRatios, quit, stop, stopAndKeepBest";

    private ControlText() {}

    /** {@return the command words of all controls} */
    public static List<String> commands() {
        return List.of(COMMANDS.split(", ", -1));
    }

    /**
     * The command word of a control, as in the text form and in JSON.
     *
     * @param control a control
     * @return the word
     */
    public static String command(Control control) {
        return switch (control) {
            case Control.Set _ -> SET;
            case Control.Scale _ -> SCALE;
            case Control.Release _ -> RELEASE;
            case Control.ReplaceSchedule _ -> SCHEDULE;
            case Control.CoolDown _ -> COOL_DOWN;
            case Control.Extend _ -> EXTEND;
            case Control.Pause _ -> PAUSE;
            case Control.Resume _ -> RESUME;
            case Control.Checkpoint _ -> CHECKPOINT;
            case Control.Validate _ -> VALIDATE;
            case Control.Find _ -> FIND;
            case Control.MeasureUpdates _ -> UPDATE_RATIOS;
            case Control.Quit _ -> QUIT;
            case Control.Stop _ -> STOP;
            case Control.StopAndKeepBest _ -> STOP_AND_KEEP_BEST;
        };
    }

    /**
     * Writes a control so that {@link #parse} returns it.
     *
     * @param control a control
     * @return for example {@code set learningRate 0.003}
     */
    public static String of(Control control) {
        String command = command(control);
        return switch (control) {
            case Control.Set set ->
                    command + ' ' + set.hyperParameter().key() + ' ' + NumberText.json(set.value());
            case Control.Scale scale ->
                    command
                            + ' '
                            + scale.hyperParameter().key()
                            + ' '
                            + NumberText.json(scale.factor());
            case Control.Release release -> command + ' ' + release.hyperParameter().key();
            case Control.ReplaceSchedule replace ->
                    command + ' ' + replace.hyperParameter().key() + ' ' + replace.schedule();
            case Control.CoolDown coolDown -> (command + ' ' + coolDown.span()).strip();
            case Control.Extend extend ->
                    command + ' ' + extend.length() + ' ' + extend.continuation().key();
            case Control.MeasureUpdates(int every) ->
                    command + ' ' + (every == 0 ? OFF : String.valueOf(every));
            case Control.Pause _,
                    Control.Resume _,
                    Control.Checkpoint _,
                    Control.Validate _,
                    Control.Find _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ ->
                    command;
        };
    }

    /**
     * Reads a control.
     *
     * @param text a command and what it needs, separated by spaces
     * @return the control
     * @throws IllegalArgumentException if the text is not a control; the message says what to write
     *     instead
     */
    public static Control parse(String text) {
        String[] words = text.strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0].replace("-", "").toLowerCase(Locale.ROOT)) {
            case "set" -> {
                var target = Target.of(SET, rest, "VALUE");
                yield new Control.Set(target.hyperParameter, target.number(SET));
            }
            case "scale" -> {
                var target = Target.of(SCALE, rest, "FACTOR");
                yield new Control.Scale(target.hyperParameter, target.number(SCALE));
            }
            case "release" -> {
                var target = Target.of(RELEASE, rest, "");
                yield nothingAfter(
                        RELEASE + ' ' + target.hyperParameter.key(),
                        target.rest,
                        new Control.Release(target.hyperParameter));
            }
            case "schedule" -> {
                var target = Target.of(SCHEDULE, rest, "SCHEDULE");
                yield new Control.ReplaceSchedule(target.hyperParameter, target.rest);
            }
            case "cooldown" -> new Control.CoolDown(rest);
            case "extend" -> extend(rest);
            case "pause" -> nothingAfter(PAUSE, rest, new Control.Pause());
            case "resume" -> nothingAfter(RESUME, rest, new Control.Resume());
            case "checkpoint" -> nothingAfter(CHECKPOINT, rest, new Control.Checkpoint());
            case "validate" -> nothingAfter(VALIDATE, rest, new Control.Validate());
            case "find" -> nothingAfter(FIND, rest, new Control.Find());
            case "updateratios" -> new Control.MeasureUpdates(updates(rest));
            case "quit" -> nothingAfter(QUIT, rest, new Control.Quit());
            case "stop" -> nothingAfter(STOP, rest, new Control.Stop());
            case "stopandkeepbest" ->
                    nothingAfter(STOP_AND_KEEP_BEST, rest, new Control.StopAndKeepBest());
            default -> throw new IllegalArgumentException(unknown(words[0]));
        };
    }

    private static String unknown(String word) {
        return Suggestions.nearest(word, commands())
                .map(_ -> Suggestions.unknown("control", word, commands()))
                .orElse("unknown control '%s'; write one of %s".formatted(word, COMMANDS));
    }

    private static int updates(String every) {
        if (every.equalsIgnoreCase(OFF)) {
            return 0;
        }
        try {
            return Integer.parseInt(every);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "write updateRatios and after how many updates to measure one, for example updateRatios 100, or updateRatios off; got 'updateRatios %s'"
                            .formatted(every),
                    e);
        }
    }

    private static Control extend(String text) {
        String[] words = text.split("\\s+", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException(
                    "write extend LENGTH and one of %s, for example extend 6ep stretch; got 'extend %s'"
                            .formatted(String.join(", ", Continuation.keys()), text));
        }
        return new Control.Extend(words[0], Continuation.of(words[1]));
    }

    private static Control nothingAfter(String command, String rest, Control control) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing may follow '" + command + "'; got '" + rest + "'");
        }
        return control;
    }

    private record Target(HyperParameter hyperParameter, String rest) {

        static Target of(String command, String text, String what) {
            String[] words = text.split("\\s+", 2);
            if (words[0].isEmpty()) {
                throw new IllegalArgumentException(
                        ("write " + command + " HYPER-PARAMETER " + what).strip()
                                + ", for example "
                                + command
                                + " learningRate");
            }
            String key = words[0].equals("lr") ? HyperParameter.LEARNING_RATE.key() : words[0];
            return new Target(HyperParameter.of(key), words.length > 1 ? words[1] : "");
        }

        double number(String command) {
            try {
                return Double.parseDouble(rest);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        command
                                + ' '
                                + hyperParameter.key()
                                + " needs a number; got '"
                                + rest
                                + "'",
                        e);
            }
        }
    }
}
