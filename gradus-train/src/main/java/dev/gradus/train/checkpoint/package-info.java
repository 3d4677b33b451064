/**
 * Checkpoints on disk. A {@link dev.gradus.model.file.Contents} is the contents of one, a {@link
 * dev.gradus.train.checkpoint.CheckpointStore} keeps the newest and the best of a run in a folder
 * and survives crashes, full disks and damaged files.
 */
@NullMarked
package dev.gradus.train.checkpoint;

import org.jspecify.annotations.NullMarked;
