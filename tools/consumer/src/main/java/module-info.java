/** A program that predicts. */
module example {
    requires dev.gradus.model;
}
