package dev.gradus.schedule.controller;

import dev.gradus.number.NumberText;

/** Checks of a controller's settings and states. */
final class Check {
    private Check() {}

    static void share(double value, String controller, String setting) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    controller
                            + ": "
                            + setting
                            + " must be from 0 to 1, got "
                            + NumberText.exact(value));
        }
    }

    static void between(double low, double value, double high, String controller, String setting) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(
                    controller
                            + ": "
                            + setting
                            + " must lie between "
                            + NumberText.exact(low)
                            + " and "
                            + NumberText.exact(high)
                            + ", got "
                            + NumberText.exact(value));
        }
    }

    static <S extends Controller.State> S own(
            Class<S> kind, Controller.State state, String controller) {
        if (!kind.isInstance(state)) {
            throw new IllegalArgumentException(
                    "a "
                            + controller
                            + " controller cannot continue from "
                            + state
                            + ", the state of another kind of controller");
        }
        return kind.cast(state);
    }
}
