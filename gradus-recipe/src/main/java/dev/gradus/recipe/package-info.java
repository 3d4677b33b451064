/**
 * What a run is: a {@link dev.gradus.recipe.Recipe}, a value with a text form for people (YAML) and
 * one for programs (JSON). Start at {@link dev.gradus.recipe.Keys}, which lists all that a recipe
 * can say.
 */
@NullMarked
package dev.gradus.recipe;

import org.jspecify.annotations.NullMarked;
