@NullMarked
package dev.gradus.run;

import org.jspecify.annotations.NullMarked;
