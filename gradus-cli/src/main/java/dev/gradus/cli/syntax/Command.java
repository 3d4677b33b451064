package dev.gradus.cli.syntax;

import java.util.concurrent.Callable;

/**
 * What {@code gradus} can be told to do; it is called when its syntax has put all values in place.
 */
public interface Command extends Callable<Integer> {
    /** Returns what may be written for this command. */
    Syntax syntax();
}
