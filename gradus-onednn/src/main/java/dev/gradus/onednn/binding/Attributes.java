package dev.gradus.onednn.binding;

import java.util.Optional;

/**
 * Options of a computation besides its arguments; {@code dnnl_primitive_attr_t}. The caller always
 * provides scratch memory.
 */
public final class Attributes implements Native {
    private static final int SCRATCHPAD_OF_THE_CALLER = 1;

    private final long address;
    private final Optional<Eltwise> following;

    private Attributes(Scope scope, Optional<Eltwise> following) {
        this.following = following;
        address = scope.own(Function.ATTRIBUTES_CREATE.create(), Function.ATTRIBUTES_DESTROY);
        Function.ATTRIBUTES_SCRATCHPAD.call(this, SCRATCHPAD_OF_THE_CALLER);
    }

    /** Returns attributes that ask for nothing more. */
    public static Attributes none(Scope scope) {
        return new Attributes(scope, Optional.empty());
    }

    /** Returns attributes that apply a function to the result before it is written (a post-op). */
    public static Attributes then(Scope scope, Eltwise function) {
        var attributes = new Attributes(scope, Optional.of(function));
        long operations = scope.own(Function.POST_OPS_CREATE.create(), Function.POST_OPS_DESTROY);
        Function.POST_OPS_ELTWISE.call(operations, function.algorithm(), function.alpha(), 0f);
        Function.ATTRIBUTES_POST_OPS.call(attributes, operations);
        return attributes;
    }

    /** Returns the function that is applied to the result, if there is one. */
    public Optional<Eltwise> following() {
        return following;
    }

    @Override
    public long address() {
        return address;
    }
}
