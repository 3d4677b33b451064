package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Slice.Mode;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Workers;

/**
 * Everything in a program for training that holds memory or threads.
 *
 * @param memory where the arrays came from
 * @param workers the threads
 * @param store what training changes
 * @param updates applies the optimizer
 * @param chain the network
 */
record Work(ArrayMemory memory, Workers workers, Store store, Updates updates, Chain chain) {
    static Work begin(Network network, ProgramOptions options, Slice slice, Workers workers) {
        Updater updater = options.updater(network.parameters());
        var memory = new ArrayMemory(options.sliceSize());
        var store = Store.forTraining(network, updater.slots(), options.seed(), memory, workers);
        var updates = new Updates(workers, updater, store, memory);
        var setting =
                new Setting(
                        network,
                        Mode.TRAINING,
                        options.precision(),
                        options.seed(),
                        options::freezes,
                        slice,
                        workers,
                        store,
                        memory);
        return new Work(memory, workers, store, updates, new Compiler(setting).compile());
    }
}
