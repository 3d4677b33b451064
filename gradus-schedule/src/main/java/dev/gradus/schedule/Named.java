package dev.gradus.schedule;

/**
 * A schedule with a name of its own. It prints as itself and means exactly what it {@linkplain
 * #definition is defined as}.
 */
public non-sealed interface Named extends Schedule {
    /** Returns what the name stands for, in primitives, combinators and perhaps other names. */
    Schedule definition();
}
