package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.Updater;
import dev.gradus.nn.plain.Slice.Mode;

/**
 * All of a program for training that holds memory or threads.
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
        var store = Store.forTraining(network, updater.slots(), options.seed(), memory, workers);
        var updates = new Updates(workers, updater, store, memory);
        var setting =
                new Setting(
                        network,
                        Mode.TRAINING,
                        options.precision(),
                        options.seed(),
                        slice,
                        workers,
                        store,
                        memory);
        return new Work(memory, workers, store, updates, new Compiler(setting).compile());
    }
}
