package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a constructor of another system is read.
 *
 * @param name the constructor's name
 * @param parameters the original's names, in its order
 * @param aliases other spellings of those
 * @param unit the default unit of a call of {@code step()}
 * @param meaning makes the schedule, and possibly the controller, that it stands for
 */
record PeerConstructor(
        String name,
        List<String> parameters,
        Map<String, String> aliases,
        Unit unit,
        Function<PeerCall, PeerPart> meaning) {
    /** Whether the original takes {@code last_epoch}; those that react to measurements do not. */
    boolean resumes() {
        return !RESUMELESS.contains(name);
    }

    private static final List<String> RESUMELESS =
            List.of(
                    "ReduceLROnPlateau",
                    "ReduceOnPlateau",
                    "ReduceOnPlateauLR",
                    "ChainedScheduler",
                    "get_constant_schedule_with_lambda",
                    "get_reduce_on_plateau_schedule",
                    "get_greedy_schedule",
                    "GreedyLR");

    /**
     * A constructor of a schedule alone.
     *
     * @param signature the parameters separated by blanks; {@code a|b} gives an alias
     */
    static PeerConstructor schedule(
            String name, String signature, Function<PeerCall, Schedule> meaning) {
        return part(name, signature, reading -> PeerPart.of(meaning.apply(reading)));
    }

    /** A constructor of a schedule with momentum or a controller. */
    static PeerConstructor part(
            String name, String signature, Function<PeerCall, PeerPart> meaning) {
        List<String> parameters = new ArrayList<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        for (String parameter : signature.isEmpty() ? new String[0] : signature.split(" ", -1)) {
            String[] spellings = parameter.split("\\|", -1);
            parameters.add(spellings[0]);
            for (int i = 1; i < spellings.length; i++) {
                aliases.put(spellings[i], spellings[0]);
            }
        }
        return new PeerConstructor(
                name, List.copyOf(parameters), Map.copyOf(aliases), Unit.UPDATE, meaning);
    }

    /** This, on another clock. */
    PeerConstructor in(Unit other) {
        return new PeerConstructor(name, parameters, aliases, other, meaning);
    }

    /** This, under another name too. */
    PeerConstructor named(String other) {
        return new PeerConstructor(other, parameters, aliases, unit, meaning);
    }
}
