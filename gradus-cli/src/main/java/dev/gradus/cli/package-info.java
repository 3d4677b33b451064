@NullMarked
package dev.gradus.cli;

import org.jspecify.annotations.NullMarked;
