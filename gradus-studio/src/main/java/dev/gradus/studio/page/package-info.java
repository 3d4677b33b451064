/** What the page asks for and how it is answered, a class for each part of the page. */
@NullMarked
package dev.gradus.studio.page;

import org.jspecify.annotations.NullMarked;
