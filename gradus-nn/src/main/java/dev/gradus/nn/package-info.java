@NullMarked
package dev.gradus.nn;

import org.jspecify.annotations.NullMarked;
