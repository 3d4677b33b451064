package dev.gradus.data.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.SchemaNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A column of a file.
 *
 * @param name its name
 * @param form how its values are written
 */
record FileColumn(String name, Form form) {
    private static final Set<PhysicalType> BYTES =
            EnumSet.of(PhysicalType.BYTE_ARRAY, PhysicalType.FIXED_LEN_BYTE_ARRAY);

    /** How values are written as fields. */
    enum Form {
        /** As they are. */
        PLAIN,
        /** As whole numbers without a sign. */
        UNSIGNED,
        /** As they are if they are texts, which their type does not tell. */
        PERHAPS,
        /** Not at all: lists, structures, bytes. */
        NONE
    }

    static FileColumn of(SchemaNode node) {
        return new FileColumn(
                node.name(),
                switch (node) {
                    case SchemaNode.GroupNode _ -> Form.NONE;
                    case SchemaNode.PrimitiveNode list when list.maxRepetitionLevel() > 0 ->
                            Form.NONE;
                    case SchemaNode.PrimitiveNode value -> form(value);
                });
    }

    private static Form form(SchemaNode.PrimitiveNode value) {
        return switch (value.logicalType()) {
            case LogicalType.IntType type when !type.isSigned() -> Form.UNSIGNED;
            case LogicalType.BsonType _,
                    LogicalType.IntervalType _,
                    LogicalType.GeometryType _,
                    LogicalType.GeographyType _ ->
                    Form.NONE;
            case null -> BYTES.contains(value.type()) ? Form.PERHAPS : Form.PLAIN;
            default -> Form.PLAIN;
        };
    }

    boolean has(Form one) {
        return form == one;
    }

    /** Returns the column once it is known whether its values are texts. */
    FileColumn with(Form known) {
        return new FileColumn(name, known);
    }

    /** Returns a value of this column as a field; nothing if it has no form in a table. */
    Optional<String> text(Object value) {
        return switch (form) {
            case PLAIN, PERHAPS -> Fields.text(value);
            case UNSIGNED -> Optional.of(Fields.unsigned(value));
            case NONE -> Optional.of("");
        };
    }
}
