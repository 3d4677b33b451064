package dev.gradus.bench.rate;

import dev.gradus.data.Dataset;

/**
 * Data of a task.
 *
 * @param train what is learned from
 * @param test what trained networks are scored on; no search sees it
 */
record Split(Dataset train, Dataset test) {}
