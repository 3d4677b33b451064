/**
 * The fast CPU backend. {@link dev.gradus.onednn.OneDnnBackend} is all that others see of it.
 *
 * <p>To read it, follow a network on its way to the kernels: {@code Lowering} turns each layer into
 * calls, recorded by a {@code PlanBuilder}, which puts a reorder wherever two kernels disagree
 * about the order of values. {@code Placement} then gives each value a place in memory, {@code
 * DraftedPlan} joins both into a {@code Plan}, a flat list of calls for one number of rows. {@code
 * ParameterStore} holds what lasts from step to step, {@code Updates} walks it in blocks. A network
 * {@code Compiled} so is passed by {@code ForwardPasses} for {@code OneDnnInference}, which has no
 * more, and by {@code GradientPasses} as well for {@code OneDnnProgram}, which makes a step of all
 * this. The C side is in {@code dev.gradus.onednn.binding}.
 */
@NullMarked
package dev.gradus.onednn;

import org.jspecify.annotations.NullMarked;
