package dev.gradus.train;

import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import java.util.List;
import java.util.Optional;

/**
 * What the record of a run adds to a checkpoint of it.
 *
 * @param changes the controls that changed the run after the checkpoint, to be applied again
 * @param sizes what was measured of updates before the checkpoint
 * @param measuring how often updates are measured, if a control set it
 * @param losses the course of the training loss until the checkpoint
 */
record Past(
        List<ControlAnswered> changes,
        UpdateSizes sizes,
        Optional<Integer> measuring,
        Doubts.Losses losses) {

    /** For a run without a record. */
    static final Past UNKNOWN =
            new Past(List.of(), UpdateSizes.UNSEEN, Optional.empty(), Doubts.Losses.UNKNOWN);
}
