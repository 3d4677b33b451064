package dev.gradus.data;

/**
 * A data set that comes in two parts.
 *
 * @param train what is learned from, and validation is held out of
 * @param test what is touched once, at the end
 */
public record Parts(Dataset train, Dataset test) {}
