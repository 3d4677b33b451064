package dev.gradus.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C without the end of the process. The JDK has no other way to this than {@code
 * sun.misc.Signal}, which cannot be named without a warning; where it is missing, Ctrl-C ends the
 * process as ever.
 */
final class Signals {
    private Signals() {}

    /**
     * Calls an action on every Ctrl-C from now on, on a thread of its own.
     *
     * @return puts things back as they were
     */
    static Runnable onInterrupt(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            Method handle = signal.getMethod("handle", signal, handler);
            Object mine =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> {
                                action.run();
                                return null;
                            });
            Object before = handle.invoke(null, interrupt, mine);
            return () -> restore(handle, interrupt, before);
        } catch (ReflectiveOperationException missing) {
            return () -> {};
        }
    }

    private static void restore(Method handle, Object interrupt, Object before) {
        try {
            handle.invoke(null, interrupt, before);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
