package dev.gradus.data;

/**
 * A data set that comes in two parts.
 *
 * @param train what is learned from, including what is held out for validation
 * @param test what is used once, at the end
 */
public record Parts(Dataset train, Dataset test) {}
