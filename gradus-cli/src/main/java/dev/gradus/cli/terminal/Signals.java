package dev.gradus.cli.terminal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Handles Ctrl-C without ending the process, and other signals. The JDK offers only {@code
 * sun.misc.Signal} for this, which cannot be referenced without a warning; if it is missing, Ctrl-C
 * ends the process as usual, and no other signal is handled.
 */
public final class Signals {
    private Signals() {}

    /**
     * Calls an action on every Ctrl-C from now on, on a thread of its own.
     *
     * @return restores the earlier state
     */
    public static Runnable onInterrupt(Runnable action) {
        return on("INT", action);
    }

    /**
     * Calls an action on every signal of a name from now on, on a thread of its own.
     *
     * @param name as in {@code WINCH}
     * @return restores the earlier state
     */
    static Runnable on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object caught = signal.getConstructor(String.class).newInstance(name);
            Method handle = signal.getMethod("handle", signal, handler);
            Object mine =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> {
                                action.run();
                                return null;
                            });
            Object before = handle.invoke(null, caught, mine);
            return () -> restore(handle, caught, before);
        } catch (ReflectiveOperationException missing) {
            return () -> {};
        }
    }

    private static void restore(Method handle, Object caught, Object before) {
        try {
            handle.invoke(null, caught, before);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
