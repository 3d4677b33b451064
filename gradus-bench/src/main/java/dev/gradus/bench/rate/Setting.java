package dev.gradus.bench.rate;

import java.util.Optional;

/**
 * How a task is trained.
 *
 * @param optimizer the optimizer's text
 * @param rate the learning rate's text; empty for the optimizer's own
 */
record Setting(String optimizer, Optional<String> rate) {
    static Setting of(String optimizer, String rate) {
        return new Setting(optimizer, Optional.of(rate));
    }

    /** Returns the setting on one line. */
    String key() {
        return optimizer + " " + rate.orElse("own rate");
    }
}
