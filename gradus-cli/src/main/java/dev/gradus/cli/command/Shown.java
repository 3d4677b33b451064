package dev.gradus.cli.command;

/**
 * How a run is shown.
 *
 * @param json events as JSON lines, and nothing else on standard output
 * @param quiet no progress
 */
record Shown(boolean json, boolean quiet) {}
