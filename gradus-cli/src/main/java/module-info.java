/** The {@code gradus} command. */
module dev.gradus.cli {
    requires static org.jspecify;
    requires dev.gradus.train;
}
