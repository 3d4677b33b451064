/**
 * What a network learns from. Start at {@link dev.gradus.data.Dataset}: it comes from {@link
 * dev.gradus.data.IdxDataset}, {@link dev.gradus.data.Table}, arrays, or your own class.
 */
@NullMarked
package dev.gradus.data;

import org.jspecify.annotations.NullMarked;
