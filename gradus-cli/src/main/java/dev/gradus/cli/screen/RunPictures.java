package dev.gradus.cli.screen;

import dev.gradus.plot.Figure;
import dev.gradus.run.file.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Draws pictures into the folders of runs, each as SVG and as PNG. */
public final class RunPictures {
    private RunPictures() {}

    /**
     * Draws a picture.
     *
     * @param figure what to draw
     * @param folder where to, a folder that is there
     * @param name the name of the files without their endings
     * @return both files
     * @throws dev.gradus.run.json.RunException if one cannot be written
     * @throws dev.gradus.plot.NoFontsException if this machine has no fonts
     */
    public static List<Path> draw(Figure figure, Path folder, String name) {
        Path vectors = folder.resolve(name + ".svg");
        Path pixels = folder.resolve(name + ".png");
        RunFile.requirePlain(vectors);
        RunFile.requirePlain(pixels);
        drawBoth(() -> figure.write(vectors), () -> figure.write(pixels));
        return List.of(vectors, pixels);
    }

    /**
     * Draws side by side: after a short training, whoever waits for its end waits for pictures most
     * of the time. Both have ended when this returns or throws.
     */
    private static void drawBoth(Runnable here, Runnable beside) {
        var other = CompletableFuture.runAsync(beside, RunPictures::start);
        try {
            here.run();
        } finally {
            awaitEnd(other);
        }
        rethrow(other);
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("gradus-picture").start(task);
    }

    private static void awaitEnd(CompletableFuture<Void> task) {
        task.handle((_, _) -> null).join();
    }

    private static void rethrow(CompletableFuture<Void> task) {
        if (task.isCompletedExceptionally()) {
            switch (task.exceptionNow()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable unknown -> throw new IllegalStateException(unknown);
            }
        }
    }
}
