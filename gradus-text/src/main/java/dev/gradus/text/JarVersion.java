package dev.gradus.text;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version of the jar that a class was loaded from. */
public final class JarVersion {
    private JarVersion() {}

    /**
     * Returns the version of the class's module, or on a class path the {@code
     * Implementation-Version} of its jar's manifest; {@code development} where a class does not
     * come from a built jar.
     *
     * @param type a class of the jar
     * @return its version, such as {@code 0.1.0}
     */
    public static String of(Class<?> type) {
        return Optional.ofNullable(type.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .or(() -> Optional.ofNullable(type.getPackage().getImplementationVersion()))
                .orElse("development");
    }
}
