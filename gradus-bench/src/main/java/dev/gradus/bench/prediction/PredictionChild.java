package dev.gradus.bench.prediction;

import dev.gradus.bench.system.StepTimes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The process in which one system predicts with one model. It answers every line with a line:
 *
 * <pre>
 * (start)               ready DESCRIPTION, or refused WHY
 * answers COUNT         predicts this many examples: NUMBER NUMBER ...
 * time COUNT SECONDS    predicts as many again and again: COUNT BEST MEDIAN PROCESSOR, in seconds
 * (end of input)        ends
 * </pre>
 */
public final class PredictionChild {
    private final PredictionSession session;
    private final int width;
    private final int outputs;

    private PredictionChild(PredictionSession session, int width, int outputs) {
        this.session = session;
        this.width = width;
        this.outputs = outputs;
    }

    /** Runs with a system's name, a folder, the sizes of input and output, a number of threads. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // some systems are talkative
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        var files = new ModelFiles(Path.of(arguments[1]));
        int threads = Integer.parseInt(arguments[4]);
        try (var session = PredictionContender.named(arguments[0]).open(files, threads)) {
            answers.println("ready " + session.description());
            new PredictionChild(
                            session, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                    .serve(answers);
        } catch (IllegalArgumentException refusal) {
            answers.println("refused " + refusal.getMessage());
        }
        Runtime.getRuntime().halt(0); // some systems leave threads that would keep it alive
    }

    private void serve(PrintStream answers) throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", -1);
            int count = Integer.parseInt(words[1]);
            float[] examples = examples(count * width);
            float[] predicted = new float[count * outputs];
            Runnable predict = () -> session.predict(examples, count, predicted);
            answers.println(
                    switch (words[0]) {
                        case "answers" -> text(predict, predicted);
                        case "time" -> StepTimes.of(predict, Double.parseDouble(words[2])).text();
                        default -> throw new IllegalStateException("unknown order: " + line);
                    });
        }
    }

    private static float[] examples(int size) {
        var random = new SplittableRandom(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static String text(Runnable predict, float[] predicted) {
        predict.run();
        return IntStream.range(0, predicted.length)
                .mapToObj(i -> String.valueOf(predicted[i]))
                .collect(Collectors.joining(" "));
    }
}
