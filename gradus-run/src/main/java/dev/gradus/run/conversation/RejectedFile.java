package dev.gradus.run.conversation;

/**
 * A file among the control requests that is not a request.
 *
 * @param file where it is now, relative to the run folder
 * @param reason what is wrong with it
 */
public record RejectedFile(String file, String reason) {}
