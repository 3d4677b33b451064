package dev.gradus.cli.syntax;

import java.util.concurrent.Callable;

/** A command of {@code gradus}; it is called when its syntax has set all values. */
public interface Command extends Callable<Integer> {
    /** Returns what may be written for this command. */
    Syntax syntax();
}
