package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.Updater;

/**
 * All of a program that holds memory or threads.
 *
 * @param memory where the arrays came from
 * @param workers the threads
 * @param store what training changes
 * @param updates how it changes it
 * @param chain the network
 */
record Work(Memory memory, Workers workers, Store store, Updates updates, Chain chain) {
    static Work begin(Network network, ProgramOptions options, Slice slice, Workers workers) {
        var updater =
                Updater.of(
                        options.optimizer(),
                        network.parameters(),
                        options.groups(),
                        options.gradientLimit());
        var memory = new Memory(options.sliceSize());
        var store = new Store(network, updater.slots(), options.seed(), memory, workers);
        var updates = new Updates(workers, updater, store, memory);
        var compiler = new Compiler(network, options, slice, workers, store, memory);
        return new Work(memory, workers, store, updates, compiler.compile());
    }
}
