/**
 * What a network learns from. Start at {@link dev.gradus.train.data.Dataset}: it comes from {@link
 * dev.gradus.train.data.Mnist}, {@link dev.gradus.train.data.IdxDataset}, {@link
 * dev.gradus.train.data.CsvDataset}, arrays, or your own class. {@link
 * dev.gradus.train.data.Batches} cuts one into steps.
 */
@NullMarked
package dev.gradus.train.data;

import org.jspecify.annotations.NullMarked;
