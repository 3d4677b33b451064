package dev.gradus.nn.layer;

import dev.gradus.text.TextForm;

/**
 * While training, each value becomes 0 with probability {@code rate} and is otherwise divided by (1
 * − rate); in inference, values stay as they are.
 *
 * @param rate the share that is dropped, {@code 0 ≤ rate < 1}
 */
public record Dropout(double rate) implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout(rate) takes a rate in [0, 1), got " + rate);
        }
    }

    @Override
    public Placement place(Site site) {
        return Placement.of(site.input());
    }

    @Override
    public String toString() {
        return TextForm.of("dropout").with(rate).toString();
    }
}
