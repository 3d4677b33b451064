/**
 * What users say about a table, in one place for recipes, commands, their help and records: {@link
 * dev.gradus.prepare.table.TableOption}.
 */
@NullMarked
package dev.gradus.prepare.table;

import org.jspecify.annotations.NullMarked;
