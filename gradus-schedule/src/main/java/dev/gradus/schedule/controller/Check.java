package dev.gradus.schedule.controller;

/** Checks of a controller's settings and states. */
final class Check {
    private Check() {}

    static void atLeast(double lowest, double value, String controller, String setting) {
        if (!(value >= lowest) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    controller
                            + ": "
                            + setting
                            + " must be "
                            + Form.text(lowest)
                            + " or more, got "
                            + Form.text(value));
        }
    }

    static void between(double low, double value, double high, String controller, String setting) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    controller
                            + ": "
                            + setting
                            + " must lie between "
                            + Form.text(low)
                            + " and "
                            + Form.text(high)
                            + ", got "
                            + Form.text(value));
        }
    }

    static <S extends Controller.State> S own(
            Class<S> kind, Controller.State state, String controller) {
        if (!kind.isInstance(state)) {
            throw new IllegalArgumentException(
                    "a "
                            + controller
                            + " controller cannot go on from "
                            + state
                            + ", the state of another kind of controller");
        }
        return kind.cast(state);
    }
}
