/** The rows of a query as a table; {@link dev.gradus.data.jdbc.JdbcTable} is where to start. */
@NullMarked
package dev.gradus.data.jdbc;

import org.jspecify.annotations.NullMarked;
