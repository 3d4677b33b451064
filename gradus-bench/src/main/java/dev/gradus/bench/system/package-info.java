/**
 * Who computes: each system in a process of its own, told by lines of text what to do, so that none
 * is disturbed by another's waiting threads. Start with {@link dev.gradus.bench.system.Contender}.
 */
@NullMarked
package dev.gradus.bench.system;

import org.jspecify.annotations.NullMarked;
