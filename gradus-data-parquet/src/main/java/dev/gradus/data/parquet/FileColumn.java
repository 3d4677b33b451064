package dev.gradus.data.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.schema.ColumnSchema;

/**
 * A column of a file.
 *
 * @param name its name
 * @param numbers how its whole numbers are written
 */
record FileColumn(String name, Numbers numbers) {
    /** How whole numbers are written. */
    enum Numbers {
        SIGNED,
        UNSIGNED
    }

    static FileColumn of(ColumnSchema column) {
        return new FileColumn(
                column.name(),
                column.logicalType() instanceof LogicalType.IntType type && !type.isSigned()
                        ? Numbers.UNSIGNED
                        : Numbers.SIGNED);
    }

    /**
     * Returns a value of this column as a field.
     *
     * @throws IllegalArgumentException as {@link Fields#text}
     */
    String text(Object value) {
        return switch (numbers) {
            case SIGNED -> Fields.text(value);
            case UNSIGNED -> Fields.unsigned(value);
        };
    }
}
