/**
 * Files made of named texts and named rows of float32 values, each with a checksum: checkpoints and
 * model files. {@link dev.gradus.model.file.Contents} is what such a file holds.
 */
@NullMarked
package dev.gradus.model.file;

import org.jspecify.annotations.NullMarked;
