package dev.gradus.bench.prediction;

import java.util.List;
import java.util.ServiceLoader;

/** A system that predicts. Found by {@link ServiceLoader} in the process that it runs in. */
public interface PredictionContender {
    /** Returns its name, as {@code onnxruntime}. */
    String name();

    /**
     * Reads a model.
     *
     * @param threads how many may compute a prediction, at least 1
     * @throws IllegalArgumentException if it cannot, here or at all; the message says why
     */
    PredictionSession open(ModelFiles files, int threads);

    /** Returns the system with this name. */
    static PredictionContender named(String name) {
        List<PredictionContender> all =
                ServiceLoader.load(PredictionContender.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return all.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no system named \"%s\" predicts; there are %s"
                                        .formatted(
                                                name,
                                                all.stream()
                                                        .map(PredictionContender::name)
                                                        .toList())));
    }
}
