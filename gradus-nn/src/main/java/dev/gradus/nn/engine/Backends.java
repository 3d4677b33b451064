package dev.gradus.nn.engine;

import dev.gradus.nn.plain.JavaBackend;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds backends, whoever asks on whatever thread. */
final class Backends {
    private Backends() {}

    static List<Backend> all() {
        var found = new LinkedHashMap<String, Backend>();
        ClassLoader own = Backend.class.getClassLoader();
        ModuleLayer layer = Backend.class.getModule().getLayer();
        if (layer != null) {
            add(found, ServiceLoader.load(layer, Backend.class));
        }
        add(found, ServiceLoader.load(Backend.class, own));
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && !context.equals(own)) {
            addForeign(found, context);
        }
        // A jar made of several may have lost the lists of services, all but one.
        found.computeIfAbsent("java", _ -> new JavaBackend());
        return found.values().stream()
                .sorted(Comparator.comparingInt(Backend::preference).reversed())
                .toList();
    }

    /** The context's loader may hold another copy of Gradus, whose backends are none of ours. */
    private static void addForeign(Map<String, Backend> found, ClassLoader context) {
        try {
            add(found, ServiceLoader.load(Backend.class, context));
        } catch (ServiceConfigurationError anotherCopy) {
            System.getLogger("dev.gradus.nn")
                    .log(
                            System.Logger.Level.DEBUG,
                            "backends of the context class loader were passed over",
                            anotherCopy);
        }
    }

    /** Adds what a loader finds; the first of a name counts. */
    private static void add(Map<String, Backend> found, ServiceLoader<Backend> loader) {
        loader.stream()
                .filter(provider -> Backend.class.isAssignableFrom(provider.type()))
                .map(ServiceLoader.Provider::get)
                .forEach(backend -> found.putIfAbsent(backend.name(), backend));
    }
}
