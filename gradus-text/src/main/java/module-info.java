/**
 * Expressions as text: one parser for schedules, networks and optimizers, whose errors point at the
 * place and suggest.
 */
module dev.gradus.text {
    requires static org.jspecify;

    exports dev.gradus.text;
}
