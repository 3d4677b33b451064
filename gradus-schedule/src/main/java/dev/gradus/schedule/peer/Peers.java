package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.text.Expression;
import dev.gradus.text.Place;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the constructors of other systems.
 *
 * <p>A name begins with its system: {@code torch.}, {@code keras.}, {@code optax.}, {@code timm.},
 * {@code hf.}, {@code fastai.}, {@code dl4j.}, {@code djl.}, {@code megatron.}, {@code
 * torchtitan.}, {@code levanter.}, {@code ignite.}, {@code composer.}, {@code paddle.}, {@code
 * mx.}, {@code mmengine.}, {@code deepspeed.}, {@code fairseq.}, {@code pytorch_optimizer.}; what
 * comes between, as in {@code torch.optim.lr_scheduler.StepLR}, does not matter. A name that only
 * one system has needs no prefix. Parameters have the names, order and defaults of the originals.
 * Besides, {@code lr=} gives the optimizer's base rate and {@code unit='update'|'epoch'|'fraction'}
 * says how often the original's {@code step()} is called.
 */
public final class Peers {
    private static final List<PeerSystem> SYSTEMS =
            List.of(
                    TorchSchedules.SYSTEM,
                    KerasSchedules.SYSTEM,
                    OptaxSchedules.SYSTEM,
                    TimmSchedules.SYSTEM,
                    HuggingFaceSchedules.SYSTEM,
                    FastaiSchedules.SYSTEM,
                    Dl4jSchedules.SYSTEM,
                    DjlSchedules.SYSTEM,
                    PretrainingSchedules.MEGATRON,
                    PretrainingSchedules.TORCHTITAN,
                    PretrainingSchedules.LEVANTER,
                    IgniteSchedules.SYSTEM);

    /**
     * Systems that share their names with others, read with their prefix or where no other has
     * them.
     */
    private static final List<PeerSystem> BY_PREFIX =
            List.of(
                    ComposerSchedules.SYSTEM,
                    PaddleSchedules.SYSTEM,
                    MxnetSchedules.SYSTEM,
                    MmengineSchedules.SYSTEM,
                    DeepSpeedSchedules.SYSTEM,
                    SmallSystems.FAIRSEQ,
                    SmallSystems.PYTORCH_OPTIMIZER);

    private static final List<String> CONTROLLERS =
            List.of(
                    "ReduceLROnPlateau",
                    "ReduceOnPlateau",
                    "ReduceOnPlateauLR",
                    "reduce_on_plateau",
                    "PlateauLRScheduler",
                    "get_reduce_on_plateau_schedule",
                    "reduce_lr_on_plateau",
                    "GreedyLR",
                    "get_greedy_schedule",
                    "greedy");

    private static final List<String> RATES = List.of("lr", "learning_rate");

    private static final Pattern OPTIMIZER =
            Pattern.compile(
                    "(?i)[nr]?adam\\w*|sgd|rmsprop|ada(?:grad|delta|factor|belief)|lion|lamb|lars|momentum|nesterov|prodigy");

    /** Quotes, which are kept, and what is a blank to a reader: a comment too. */
    private static final Pattern QUOTE_OR_BLANKS =
            Pattern.compile("(\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')|(?:\\s|#[^\n]*)+");

    /** Words such as power or optimizer mean another system only with its prefix. */
    private static final Pattern IS_UNMISTAKABLE = Pattern.compile("^[A-Z]|_");

    private Peers() {}

    /**
     * Reads a constructor of another system.
     *
     * @param text a call as the other system writes it
     * @return the schedule
     * @throws TextException when it is unknown or cannot be read; it points and suggests
     */
    public static PeerSchedule read(String text) {
        return read(Expression.parse(text));
    }

    /**
     * Reads a constructor of another system that is parsed already; see {@link #read(String)}.
     *
     * @param expression the parsed text
     * @return the schedule
     */
    public static PeerSchedule read(Expression expression) {
        Expression.Call call = call(expression);
        PeerSystem system = system(call).orElseThrow(() -> unknown(call));
        var findings = new Findings(0);
        PeerPart last = system.read(call, OptionalDouble.empty(), Unit.UPDATE, findings);
        return new PeerSchedule(
                onOneLine(expression.place().text()),
                last.schedule(),
                last.weightDecay(),
                last.controller(),
                Groups.rates(last, findings, group -> ofGroup(group, system, call)),
                List.copyOf(findings.quirks()));
    }

    private static String onOneLine(String text) {
        return QUOTE_OR_BLANKS
                .matcher(text)
                .replaceAll(found ->
                        found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }

    private static PeerPart ofGroup(int fromLast, PeerSystem system, Expression.Call call) {
        return system.read(call, OptionalDouble.empty(), Unit.UPDATE, new Findings(fromLast));
    }

    /**
     * {@return the quirks of all constructors that a schedule is made of}
     *
     * @param schedule any schedule
     */
    public static List<Quirk> quirks(Schedule schedule) {
        var quirks = new LinkedHashSet<Quirk>();
        var open = new ArrayDeque<>(List.of(schedule));
        while (!open.isEmpty()) {
            Schedule next = open.pop();
            if (next instanceof PeerSchedule peer) {
                quirks.addAll(peer.quirks());
            }
            next.parts().reversed().forEach(open::push);
        }
        return List.copyOf(quirks);
    }

    /**
     * {@return the rates of parameter groups, if a schedule has such}
     *
     * @param schedule any schedule
     * @throws IllegalArgumentException if a part of it has such: they would not reach the whole
     */
    public static Optional<GroupRates> groupRates(Schedule schedule) {
        var open = new ArrayDeque<>(schedule.parts());
        while (!open.isEmpty()) {
            Schedule next = open.pop();
            if (next instanceof PeerSchedule(String text, _, _, _, var groups, _)
                    && groups.isPresent()) {
                throw new IllegalArgumentException(severalRates(text));
            }
            next.parts().forEach(open::push);
        }
        return schedule instanceof PeerSchedule peer ? peer.groups() : Optional.empty();
    }

    /**
     * {@return what is wrong with rates for parameter groups where there can be but one}
     *
     * @param text the constructor
     */
    public static String severalRates(String text) {
        return text
                + " has a rate for each of several parameter groups, which only a whole learning"
                + " rate can have; give it alone, or with one rate";
    }

    /**
     * {@return whether an expression is a constructor of another system}
     *
     * @param expression the parsed text
     */
    public static boolean isPeer(Expression expression) {
        return switch (expression) {
            case Expression.Call call -> system(Builders.direct(call)).isPresent();
            case Expression.Chain chain ->
                    root(chain) instanceof Expression.Call call
                            && (call.name().contains("Tracker")
                                    || call.name().contains("MapSchedule"));
            case Expression.Dictionary _, Expression.Items _ ->
                    Configurations.call(expression).flatMap(Peers::system).isPresent();
            default -> false;
        };
    }

    /**
     * {@return the names that are read, each with the usual prefix of its system: {@code
     * torch.StepLR}}
     */
    public static List<String> names() {
        return all().flatMap(system ->
                        system.constructors().keySet().stream()
                                .map(name -> system.prefixes().getFirst() + "." + name))
                .toList();
    }

    /**
     * {@return the constructors that have a parameter, each with the usual prefix of its system}
     *
     * @param parameter the name of an argument
     */
    public static List<String> withParameter(String parameter) {
        return forms((_, constructor) -> constructor.parameters().contains(parameter))
                .map(Form::name)
                .toList();
    }

    /**
     * {@return the constructors of this name, each with its system and its parameters: {@code
     * torch.StepLR(step_size, gamma)}}
     *
     * @param name a name without its system
     */
    public static List<String> forms(String name) {
        return forms((written, _) -> written.equals(name)).map(Form::text).toList();
    }

    private record Form(String name, PeerConstructor constructor) {
        String text() {
            return name + "(" + String.join(", ", constructor.parameters()) + ")";
        }
    }

    private static Stream<Form> forms(BiPredicate<String, PeerConstructor> wanted) {
        return all().flatMap(system ->
                system.constructors().entrySet().stream()
                        .filter(entry -> wanted.test(entry.getKey(), entry.getValue()))
                        .map(entry ->
                                new Form(
                                        system.prefixes().getFirst() + "." + entry.getKey(),
                                        entry.getValue())));
    }

    /**
     * {@return whether other systems call an optimizer so, {@code torch.optim.AdamW}}
     *
     * @param name a name, dotted or not
     */
    public static boolean isOptimizer(String name) {
        return OPTIMIZER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
    }

    private static Expression.Call call(Expression expression) {
        return switch (expression) {
            case Expression.Call call -> Builders.direct(call);
            case Expression.Chain chain -> Builders.flattened(chain);
            default ->
                    Configurations.call(expression)
                            .orElseThrow(() ->
                                    new TextException(
                                            "expected a constructor such as torch.StepLR(lr=0.1, step_size=30), got "
                                                    + expression.described(),
                                            expression.place()));
        };
    }

    private static Expression root(Expression.Chain chain) {
        Expression receiver = chain.receiver();
        while (receiver instanceof Expression.Chain inner) {
            receiver = inner.receiver();
        }
        return receiver;
    }

    /**
     * The system of a constructor within another one: by prefix, else the outer one's if it has it.
     */
    static PeerSystem owner(Expression.Call call, PeerSystem outer) {
        boolean plain = call.name().indexOf('.') < 0;
        return plain && outer.constructors().containsKey(call.name())
                ? outer
                : system(Builders.direct(call)).orElse(outer);
    }

    /** By prefix, otherwise the only system with that name. */
    private static Optional<PeerSystem> system(Expression.Call call) {
        int dot = call.name().indexOf('.');
        String prefix = dot < 0 ? "" : call.name().substring(0, dot);
        Optional<PeerSystem> named =
                all().filter(system -> system.prefixes().contains(prefix)).findFirst();
        if (named.isPresent()) {
            return named;
        }
        if (!IS_UNMISTAKABLE.matcher(call.last()).find()) {
            return Optional.empty();
        }
        List<PeerSystem> having = having(SYSTEMS, call.last());
        List<PeerSystem> chosen = having.isEmpty() ? having(BY_PREFIX, call.last()) : having;
        return chosen.size() == 1 ? Optional.of(chosen.getFirst()) : Optional.empty();
    }

    private static Stream<PeerSystem> all() {
        return Stream.concat(SYSTEMS.stream(), BY_PREFIX.stream());
    }

    private static List<PeerSystem> having(List<PeerSystem> systems, String name) {
        return systems.stream().filter(system -> system.constructors().containsKey(name)).toList();
    }

    /**
     * {@return whether an expression is another system's constructor of a controller, as {@code
     * torch.ReduceLROnPlateau(patience=3)}}
     *
     * @param expression the parsed text
     */
    public static boolean isController(Expression expression) {
        return expression instanceof Expression.Call call
                && (CONTROLLERS.contains(call.last()) || asksForController(call))
                && (isPeer(expression) || isOfSeveral(call));
    }

    /** Returns whether several systems have the name, so that a prefix must tell which. */
    private static boolean isOfSeveral(Expression.Call call) {
        return call.name().indexOf('.') < 0
                && IS_UNMISTAKABLE.matcher(call.name()).find()
                && having(SYSTEMS, call.name()).size() > 1;
    }

    /** Returns whether it is {@code get_scheduler("reduce_lr_on_plateau", …)}. */
    private static boolean asksForController(Expression.Call call) {
        return call.last().equals("get_scheduler")
                && Stream.concat(
                                call.positional().stream().limit(1),
                                Stream.ofNullable(call.named().get("name")))
                        .anyMatch(type ->
                                type instanceof Expression.Text(String text, _)
                                        && CONTROLLERS.contains(text));
    }

    /**
     * {@return the controller that another system's constructor makes, to stand beside a schedule}
     *
     * @param expression the parsed text
     * @throws TextException if it cannot be read, or gives a rate of its own
     */
    public static Controller controller(Expression expression) {
        Expression.Call call = call(expression);
        refuseRates(call.named(), List.of("lr", "learning_rate", "optimizer"));
        for (Expression argument : call.positional()) {
            if (argument instanceof Expression.Call optimizer) { // as SGD(parameters, lr=0.5)
                refuseRates(optimizer.named(), RATES);
            }
        }
        var findings = new Findings(0);
        PeerPart part =
                system(call)
                        .orElseThrow(() -> unknown(call))
                        .read(call, OptionalDouble.of(1), Unit.UPDATE, findings);
        if (findings.groups() > 1) {
            throw new TextException(
                    "give one number: a controller acts on the rates of all parameter groups alike",
                    findings.place());
        }
        return part.controller()
                .orElseThrow(() ->
                        new TextException(
                                call.name() + " is a schedule, not a controller", call.place()));
    }

    private static void refuseRates(Map<String, Expression> named, List<String> rates) {
        for (String rate : rates) {
            Expression given = named.get(rate);
            if (given != null) {
                throw new TextException(
                        rate + " is not used here: the rate is that of the schedule beside it",
                        given.place());
            }
        }
    }

    private static TextException unknown(Expression.Call call) {
        Place place = call.place();
        List<String> candidates =
                names().stream().filter(name -> name.endsWith("." + call.last())).toList();
        String reason =
                candidates.isEmpty()
                        ? Suggestions.unknown("schedule", call.name(), names())
                        : "more than one system has "
                                + call.last()
                                + "; write "
                                + String.join(" or ", candidates);
        return new TextException(reason, place);
    }
}
