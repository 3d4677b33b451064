package dev.gradus.nn.backend;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.plain.JavaBackend;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the available backends, from any thread. */
public final class Backends {
    private Backends() {}

    /**
     * {@return all backends that can be found, the preferred first, whether they can run here or
     * not} They are searched where Gradus itself was loaded from, on its module path or class path,
     * and then with the thread's context class loader, which may be a different one, or absent, on
     * the threads of a pool.
     */
    public static List<Backend> all() {
        var found = new LinkedHashMap<String, Backend>();
        ClassLoader own = Backend.class.getClassLoader();
        ModuleLayer layer = Backend.class.getModule().getLayer();
        if (layer != null) {
            add(found, ServiceLoader.load(layer, Backend.class));
        }
        boolean hasModules = layer != null && own.equals(ClassLoader.getSystemClassLoader());
        if (!hasModules || ClassPath.provides(Backend.class)) {
            add(found, ServiceLoader.load(Backend.class, own));
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && !context.equals(own)) {
            addForeign(found, context);
        }
        // A jar merged from several may contain only one of their service lists.
        found.computeIfAbsent("java", _ -> new JavaBackend());
        return found.values().stream()
                .sorted(Comparator.comparingInt(Backend::preference).reversed())
                .toList();
    }

    /** {@return the preferred backend that can run here} */
    public static Backend preferred() {
        return all().stream()
                .filter(backend -> backend.obstacle().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /**
     * {@return the backend with this name}
     *
     * @param name as in {@code java} or {@code onednn}
     * @throws IllegalArgumentException if there is none, or it cannot run here; the message says
     *     why
     */
    public static Backend named(String name) {
        List<Backend> all = all();
        Backend backend =
                all.stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no backend \"%s\"; there are %s%s"
                                                .formatted(
                                                        name,
                                                        all.stream().map(Backend::name).toList(),
                                                        name.equals("onednn")
                                                                ? "; add dev.gradus:gradus-onednn to the class path or module path"
                                                                : "")));
        backend.obstacle()
                .ifPresent(why -> {
                    throw new IllegalArgumentException(
                            "backend \"%s\" cannot run here: %s".formatted(name, why));
                });
        return backend;
    }

    /**
     * The context class loader may have another copy of Gradus, whose backends are not instances of
     * our interface.
     */
    private static void addForeign(Map<String, Backend> found, ClassLoader context) {
        try {
            add(found, ServiceLoader.load(Backend.class, context));
        } catch (ServiceConfigurationError anotherCopy) {
            System.getLogger("dev.gradus.nn")
                    .log(
                            System.Logger.Level.DEBUG,
                            "backends of the context class loader were skipped",
                            anotherCopy);
        }
    }

    /** Adds what a loader finds; the first backend of a name counts. */
    private static void add(Map<String, Backend> found, ServiceLoader<Backend> loader) {
        loader.stream()
                .filter(provider -> Backend.class.isAssignableFrom(provider.type()))
                .map(ServiceLoader.Provider::get)
                .forEach(backend -> found.putIfAbsent(backend.name(), backend));
    }
}
