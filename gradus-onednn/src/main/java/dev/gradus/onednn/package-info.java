@NullMarked
package dev.gradus.onednn;

import org.jspecify.annotations.NullMarked;
