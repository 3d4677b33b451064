/**
 * What reacts to measurements: plateau, probability of decrease, greedy, and a person's requests.
 *
 * <p>Start at {@link dev.gradus.schedule.controller.Controller}. A controller is a value, its state
 * another; neither changes. It never writes a rate: it yields a factor, so it composes with every
 * schedule and with other controllers.
 */
@NullMarked
package dev.gradus.schedule.controller;

import org.jspecify.annotations.NullMarked;
