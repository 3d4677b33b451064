package dev.gradus.train;

import dev.gradus.run.event.Refusal;

/** A control request that cannot be carried out; nothing has changed. */
final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    Refused(Refusal refusal, String reason) {
        super(reason);
        this.refusal = refusal;
    }

    Refused(Refusal refusal, String reason, Throwable cause) {
        super(reason, cause);
        this.refusal = refusal;
    }

    /** Returns the reason. */
    Refusal refusal() {
        return refusal;
    }
}
