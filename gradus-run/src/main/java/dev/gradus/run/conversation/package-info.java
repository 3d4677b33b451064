/**
 * Asking a live run and waiting for its answer: {@link dev.gradus.run.conversation.Conversation}.
 */
@NullMarked
package dev.gradus.run.conversation;

import org.jspecify.annotations.NullMarked;
