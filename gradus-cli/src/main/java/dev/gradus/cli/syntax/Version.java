package dev.gradus.cli.syntax;

import picocli.CommandLine.IVersionProvider;

/** The version of Gradus, and what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"gradus " + text() + ", Java " + Runtime.version()};
    }

    /** Returns the version of the built jar, or {@code development} without one. */
    static String text() {
        return Version.class.getModule().getDescriptor().rawVersion().orElse("development");
    }
}
