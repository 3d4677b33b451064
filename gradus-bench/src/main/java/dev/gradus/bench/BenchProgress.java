package dev.gradus.bench;

/** Tells a person who waits what is being measured. */
@FunctionalInterface
interface BenchProgress {
    /** Says it in a few words. */
    void say(String words);
}
