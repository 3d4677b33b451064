@NullMarked
package dev.gradus.schedule;

import org.jspecify.annotations.NullMarked;
