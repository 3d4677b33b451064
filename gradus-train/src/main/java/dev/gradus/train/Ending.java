package dev.gradus.train;

/**
 * Why a run is over.
 *
 * @param reason one word for scripts: {@code completed}, {@code patience}, {@code target}, {@code
 *     time}, {@code steps}, {@code stopped}, {@code interrupted}, {@code diverged}, {@code failed}
 * @param detail a sentence for people; may be empty
 */
public record Ending(String reason, String detail) {}
