/** The requests of the page and their answers, a class for each part of the page. */
@NullMarked
package dev.gradus.studio.page;

import org.jspecify.annotations.NullMarked;
