/**
 * The schedules of other systems, read from the text their users already have: {@code
 * torch.OneCycleLR(max_lr=0.1, total_steps=10)}, {@code keras.CosineDecay(0.1, 1000)}.
 *
 * <p>Start at {@link dev.gradus.schedule.peer.Peers}. The values are the original's at every
 * update; defects of the original are fixed here, and {@link dev.gradus.schedule.peer.Quirk} says
 * what differs.
 */
@NullMarked
package dev.gradus.schedule.peer;

import org.jspecify.annotations.NullMarked;
