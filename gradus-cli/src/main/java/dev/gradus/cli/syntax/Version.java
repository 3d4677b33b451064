package dev.gradus.cli.syntax;

import dev.gradus.text.JarVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of Gradus, and what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "gradus " + JarVersion.of(Version.class) + ", Java " + Runtime.version()
        };
    }
}
