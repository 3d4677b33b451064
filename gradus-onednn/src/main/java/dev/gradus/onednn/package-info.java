/**
 * The fast CPU backend. {@link dev.gradus.onednn.OneDnnBackend} is its only public entry point for
 * other modules.
 *
 * <p>To read it, follow a network on its way to the kernels: {@code Lowering} turns each layer into
 * calls, recorded by an {@code ExecutionPlanBuilder}, which inserts a reorder wherever two kernels
 * disagree about the order of values. {@code BufferPlacement} then gives each value a place in
 * memory, and {@code DraftedPlan} joins both into an {@code ExecutionPlan}, a flat list of calls
 * for one number of rows. {@code ParameterStore} holds what lasts from step to step, and {@code
 * BlockUpdates} update it in blocks. {@code ForwardPasses} run a network compiled this way for
 * {@code OneDnnInference}; {@code OneDnnProgram}, which performs whole training steps, also uses
 * {@code GradientPasses}, which pass a {@code WholeSlice} of a batch through each layer by all
 * threads together, or a {@code SliceInLanes} by each thread with a share of the rows. The C side
 * is in {@code dev.gradus.onednn.binding}.
 */
@NullMarked
package dev.gradus.onednn;

import org.jspecify.annotations.NullMarked;
