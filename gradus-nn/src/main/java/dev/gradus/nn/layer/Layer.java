package dev.gradus.nn.layer;

import dev.gradus.nn.Network;

/**
 * A part of a network, as a value without memory. {@link Layers} makes them.
 *
 * <p>Most layers are a {@link Transform} of the output before them. {@link Residual} and {@link
 * Concat} have parallel branches of layers, {@link Source} continues from a named value, and {@link
 * Named} gives a name. {@link Network} assembles layers and checks the shapes.
 */
public sealed interface Layer permits Transform, Residual, Concat, Source, Named {
    /**
     * {@return this layer with a name of the user's, under which messages, parameters, files and
     * {@link Layers#source} refer to it}
     *
     * @param name letters, digits, '_' and '-', unique in the network
     */
    default Named named(String name) {
        return new Named(name, this);
    }
}
