/**
 * Expressions and formulas as text: one parser for schedules, networks and optimizers, whose errors
 * point at the place and suggest, and the arithmetic that gives formulas the same bits everywhere.
 */
module dev.gradus.text {
    requires static org.jspecify;

    exports dev.gradus.number;
    exports dev.gradus.text;
}
