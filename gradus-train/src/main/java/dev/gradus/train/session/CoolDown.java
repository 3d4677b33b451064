package dev.gradus.train.session;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.text.LengthText;

/** The length of a cool-down: {@code 500}, {@code 2ep}, {@code 10%}. */
public final class CoolDown {
    private static final String DEFAULT = "10%";

    private CoolDown() {}

    /**
     * {@return how many updates it takes, at least 1; by default a tenth of the run}
     *
     * @param text the length as a user writes it; blank for the default
     * @param run the horizon of the run
     */
    public static long steps(String text, Horizon run) {
        Span length =
                LengthText.read(text.isBlank() ? DEFAULT : text)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a cool-down takes a number of steps, epochs or percent, such as 500, 2ep or 10%%; got \"%s\""
                                                .formatted(text)));
        return Math.max(1, Math.round(length.in(run)));
    }
}
