/** The MNIST handwritten digits. */
module dev.gradus.digits {
    requires static org.jspecify;
    requires transitive dev.gradus.data;

    exports dev.gradus.digits;
}
