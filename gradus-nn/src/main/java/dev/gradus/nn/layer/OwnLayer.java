package dev.gradus.nn.layer;

import dev.gradus.text.OwnPart;

/**
 * A layer of the user's own, in plain Java over arrays; it runs on every backend.
 *
 * <p>It declares its output's shape, its parameters and its statistics in {@link #place}, and
 * computes in its {@link Function}. Write it as a record, so that two of them are equal when their
 * settings are. It has no text form, so a run that uses it is resumed from Java, with the same
 * network.
 */
public non-sealed interface OwnLayer extends ArrayLayer, OwnPart {}
