package dev.gradus.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model comes from, as facts by name in a fixed order: the recipe it was trained with,
 * fingerprints, seed, versions, changes that people made, what was measured. These are texts as
 * their authors wrote them; a model keeps them without interpreting them.
 *
 * @param facts a text for each name
 */
public record Provenance(Map<String, String> facts) {
    /** Copies lists and maps, and checks what they hold. */
    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** {@return the provenance of a model of unknown origin} */
    public static Provenance unknown() {
        return new Provenance(Map.of());
    }
}
