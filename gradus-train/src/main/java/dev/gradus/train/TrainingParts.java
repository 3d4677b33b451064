package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.data.Split;
import dev.gradus.recipe.Keys;
import dev.gradus.train.batch.SharedDataset;
import dev.gradus.train.parallel.ReplicatedUpdates;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Validation;
import dev.gradus.train.session.Fit;
import dev.gradus.train.session.LossWeight;
import dev.gradus.train.session.TargetRange;
import java.util.Optional;

/**
 * The data that a run is given, divided.
 *
 * @param whole all of it
 * @param train what is learned from: all of it without a part for validation
 * @param validation what is held out, or given beside it, for validation
 */
record TrainingParts(Dataset whole, Dataset train, Optional<Dataset> validation) {
    static TrainingParts of(Settings settings, Dataset whole) {
        return switch (settings.validation()) {
            case Validation.None() -> new TrainingParts(whole, whole, Optional.empty());
            case Validation.On(Dataset other) ->
                    new TrainingParts(whole, whole, Optional.of(other));
            case Validation.Share(double share) -> {
                Split split = whole.split(share, settings.seed());
                yield new TrainingParts(whole, split.training(), Optional.of(split.heldOut()));
            }
        };
    }

    /**
     * Returns the parts for a run, which can be trained as its settings say.
     *
     * @throws IllegalArgumentException if settings and data do not fit each other
     */
    static TrainingParts checked(Settings settings, Dataset given) {
        ReplicatedUpdates.requireTrainable(settings);
        Dataset whole = isReplicated(settings) ? new SharedDataset(given) : given;
        Fit.requireFits(settings, whole);
        TrainingParts parts = of(settings, whole);
        parts.requireAlike(settings);
        parts.requireWeights(settings);
        parts.requireTargets(settings);
        Fit.requireMeasured(settings, whole.target(), parts.validation.isPresent());
        Fit.requirePatienceAfterPlateau(settings.stopRules(), settings.controllers());
        return parts;
    }

    private static boolean isReplicated(Settings settings) {
        return settings.recipe.find(Keys.REPLICAS).isPresent();
    }

    private void requireAlike(Settings settings) {
        validation.ifPresent(other -> Fit.requireAlike(whole, "validation", other));
        settings.test.ifPresent(other -> Fit.requireAlike(whole, "test", other));
    }

    private void requireTargets(Settings settings) {
        TargetRange.require(settings, train);
        validation.ifPresent(other -> TargetRange.require(settings, other));
        settings.test.ifPresent(other -> TargetRange.require(settings, other));
    }

    private void requireWeights(Settings settings) {
        LossWeight.require(settings, "training", train);
        validation.ifPresent(other -> LossWeight.require(settings, "validation", other));
        settings.test
                .flatMap(other -> LossWeight.complaint(settings, "test", other))
                .ifPresent(settings.warnings);
    }
}
