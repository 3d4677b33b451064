package dev.gradus.bench;

import dev.gradus.bench.system.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A process that wants the cores for itself until it is closed. */
final class Burner implements AutoCloseable {
    private final Process process;

    private Burner(Process process) {
        this.process = process;
    }

    /** Computes on this many threads until the input ends. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            Thread.ofPlatform().daemon().start(Burner::burn);
        }
        System.out.println("burning");
        while (System.in.read() >= 0) {}
    }

    private static void burn() {
        double value = 1;
        while (value > 0) { // always
            value = Math.sqrt(value + 1);
        }
    }

    /** Starts one and waits until it burns. */
    static Burner start(Home home, int threads) {
        try {
            var process = home.java(Burner.class, String.valueOf(threads)).start();
            var answers = process.inputReader(StandardCharsets.UTF_8);
            if (answers.readLine() == null) {
                throw new IllegalStateException("the process that keeps the machine busy died");
            }
            return new Burner(process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
