/** Images as data sets; {@link dev.gradus.data.image.ImageDataset} is where to start. */
@NullMarked
package dev.gradus.data.image;

import org.jspecify.annotations.NullMarked;
