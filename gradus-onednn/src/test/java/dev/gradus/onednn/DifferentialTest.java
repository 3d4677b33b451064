package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.kit.Differential;
import dev.gradus.nn.engine.kit.Experiment;
import dev.gradus.nn.engine.kit.Experiments;
import dev.gradus.nn.engine.kit.Shrinking;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import dev.gradus.onednn.trial.KernelTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Does with networks drawn by chance, in every precision, what plain Java does. */
class DifferentialTest {
    private static final long FEW = 320;
    private static final long MANY = 5_000;
    private static final int MOST_SHRUNK = 12;

    /** Dense layers are computed in strips wherever each thread has whole vectors of columns. */
    private static final WorkAmount.Strips STRIPS = new WorkAmount.Strips(1, 16);

    /** Small networks share their larger layers among threads here, as large networks do. */
    private static final Tuning SHARED =
            new Tuning(
                    KernelTrials::of,
                    new WorkAmount(5_000, 0, new WorkAmount.Lanes(1, -1, 0), STRIPS));

    /** Batches of a few rows train in lanes here, wherever no layer needs them together. */
    private static final Tuning IN_LANES =
            new Tuning(
                    KernelTrials::of,
                    new WorkAmount(5_000, 0, new WorkAmount.Lanes(1, Long.MAX_VALUE, 0), STRIPS));

    @Test
    void everyKindOfLayerLossOptimizerAndTargetIsDrawn() {
        assertThat(Experiments.missing(FEW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void doesWhatPlainJavaDoes(Precision precision) throws IOException {
        survey(precision, FEW, SHARED);
    }

    @ParameterizedTest
    @EnumSource
    void doesInLanesWhatPlainJavaDoes(Precision precision) throws IOException {
        survey(precision, FEW, IN_LANES);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void doesWhatPlainJavaDoesWithManyNetworks(Precision precision) throws IOException {
        survey(precision, MANY, SHARED);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void doesInLanesWhatPlainJavaDoesWithManyNetworks(Precision precision) throws IOException {
        survey(precision, MANY, IN_LANES);
    }

    /** What once seemed to disagree, until double precision judged every kind of layer rightly. */
    @ParameterizedTest
    @ValueSource(longs = {529, 1859, 2280})
    void doesWhatPlainJavaDoesWhereItOnceSeemedNotTo(long number) {
        var differential = differential(Precision.F32, SHARED);

        assertThat(differential.disagreement(Experiments.of(number, Precision.F32))).isEmpty();
    }

    /**
     * Sums that overflow in bfloat16, and NaN in pixels that no window covers: products that raise
     * no flags lost the first in relu, and found the second where there is none.
     */
    @ParameterizedTest
    @ValueSource(longs = {1720, 2624, 3068, 3376, 3770, 3838, 3844, 3931})
    void doesInBfloat16WhatPlainJavaDoesWithInputsThatOverflowOrAreNoNumbers(long number) {
        Experiment experiment = Experiments.of(number, Precision.BF16);
        if (Refusals.isRefused(experiment.network(), experiment.options())) {
            return;
        }
        var differential = differential(Precision.BF16, SHARED);

        assertThat(differential.disagreement(experiment)).isEmpty();
    }

    private static Differential differential(Precision precision, Tuning tuning) {
        return new Differential(
                        (network, options) -> OneDnnProgram.compile(network, options, tuning),
                        precision)
                .with((network, options) -> OneDnnInference.compile(network, options, tuning));
    }

    /**
     * Processors whose AVX-512 only emulates bfloat16 have the kernels for it, which are compared
     * too, though the backend refuses to train on them; others have none.
     */
    private static void survey(Precision precision, long experiments, Tuning tuning)
            throws IOException {
        Experiment first = Experiments.of(0, precision);
        if (Refusals.isRefused(first.network(), first.options())) {
            return;
        }
        var differential = differential(precision, tuning);
        Path record =
                Path.of(
                        "target",
                        Text.of(
                                "differential-%s-%d%s.txt",
                                precision,
                                experiments,
                                tuning.equals(IN_LANES) ? "-in-lanes" : ""));
        Files.writeString(record, "");
        List<String> failures = new ArrayList<>();
        for (long number = 0; number < experiments; number++) {
            Experiment experiment = Experiments.of(number, precision);
            Optional<String> disagreement = differential.disagreement(experiment);
            if (disagreement.isPresent()) {
                String words = "%s -> %s%n".formatted(experiment, disagreement.get());
                append(record, words);
                String shrunk =
                        failures.size() < MOST_SHRUNK ? shrunk(experiment, precision, tuning) : "";
                append(record, shrunk);
                failures.add(words + shrunk);
            }
        }
        append(record, Text.of("%s; %d failures%n", differential, failures.size()));
        assertThat(failures).as("%d failures", failures.size()).isEmpty();
        assertThat(differential.judgedShare()).isLessThan(0.03);
    }

    /** At once: what is known should outlive a kernel that ends the process. */
    private static void append(Path record, String words) throws IOException {
        Files.writeString(record, words, StandardOpenOption.APPEND);
    }

    private static String shrunk(Experiment experiment, Precision precision, Tuning tuning) {
        var differential = differential(precision, tuning);
        Experiment smallest =
                Shrinking.of(experiment, smaller -> differential.disagreement(smaller).isPresent());
        return "  shrunk to %s -> %s%n"
                .formatted(smallest, differential.disagreement(smallest).orElseThrow());
    }
}
