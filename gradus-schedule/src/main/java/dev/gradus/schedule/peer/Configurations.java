package dev.gradus.schedule.peer;

import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of other systems as the calls of constructors that they stand for. */
final class Configurations {
    private static final String TYPE = "type";
    private static final String PARAMS = "params";
    private static final String SCHEDULER = "scheduler";
    private static final String OPTIMIZER = "optimizer";
    private static final String LR = "lr";

    private Configurations() {}

    /**
     * Returns the call that a configuration stands for: DeepSpeed's {@code {"type": "WarmupLR",
     * "params": {…}}}, alone or beside the optimizer, or MMEngine's {@code dict(type='StepLR', …)},
     * alone or in a list.
     */
    static Optional<Expression.Call> call(Expression written) {
        return switch (written) {
            case Expression.Dictionary whole when field(whole, SCHEDULER).isPresent() ->
                    deepSpeed(field(whole, SCHEDULER).get(), field(whole, OPTIMIZER));
            case Expression.Dictionary alone when field(alone, PARAMS).isPresent() ->
                    deepSpeed(alone, Optional.empty());
            case Expression.Dictionary alone ->
                    mmengine(alone).map(call -> named("mmengine." + call.name(), call));
            case Expression.Items list
                    when !list.items().isEmpty()
                            && list.items().stream().allMatch(item -> mmengine(item).isPresent()) ->
                    Optional.of(
                            new Expression.Call(
                                    "mmengine.param_scheduler",
                                    List.of(list),
                                    Map.of(),
                                    list.place()));
            default -> Optional.empty();
        };
    }

    /** Returns the call of {@code dict(type='LinearLR', begin=0, …)}. */
    static Optional<Expression.Call> mmengine(Expression written) {
        if (!(written instanceof Expression.Dictionary scheduler)
                || !(field(scheduler, TYPE).orElse(null)
                        instanceof Expression.Text(String type, _))) {
            return Optional.empty();
        }
        Map<String, Expression> named = fields(scheduler);
        named.remove(TYPE);
        return Optional.of(new Expression.Call(type, List.of(), named, scheduler.place()));
    }

    private static Optional<Expression.Call> deepSpeed(
            Expression scheduler, Optional<Expression> optimizer) {
        if (!(scheduler instanceof Expression.Dictionary written)
                || !(field(written, TYPE).orElse(null)
                        instanceof Expression.Text(String type, _))) {
            return Optional.empty();
        }
        Map<String, Expression> named = fields(field(written, PARAMS).orElse(written));
        named.remove(TYPE);
        optimizer
                .flatMap(given -> field(given, PARAMS))
                .flatMap(params -> field(params, LR))
                .filter(rate -> rate instanceof Expression.Numeral)
                .ifPresent(rate -> named.putIfAbsent(LR, rate));
        return Optional.of(
                new Expression.Call("deepspeed." + type, List.of(), named, written.place()));
    }

    private static Expression.Call named(String name, Expression.Call call) {
        return new Expression.Call(name, call.positional(), call.named(), call.place());
    }

    private static Optional<Expression> field(Expression written, String name) {
        return written instanceof Expression.Dictionary(List<Expression.Entry> entries, _)
                ? entries.stream()
                        .filter(entry ->
                                entry.key() instanceof Expression.Text(String key, _)
                                        && key.equals(name))
                        .map(Expression.Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    private static Map<String, Expression> fields(Expression written) {
        var fields = new LinkedHashMap<String, Expression>();
        if (!(written instanceof Expression.Dictionary(List<Expression.Entry> entries, _))) {
            throw new TextException(
                    "expected names and values, got " + written.described(), written.place());
        }
        for (Expression.Entry entry : entries) {
            if (!(entry.key() instanceof Expression.Text(String key, _))) {
                throw new TextException(
                        "arguments have names, got " + entry.key().described(),
                        entry.key().place());
            }
            fields.put(key, entry.value());
        }
        return fields;
    }
}
