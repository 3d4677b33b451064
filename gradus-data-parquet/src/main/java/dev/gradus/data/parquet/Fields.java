package dev.gradus.data.parquet;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Turns the values of a file into the fields of a table. */
final class Fields {
    private Fields() {}

    /**
     * Returns a value as a field, empty for NaN.
     *
     * @throws IllegalArgumentException if it has no form as text; the message goes on after the
     *     column's name
     */
    static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Double number -> number.isNaN() ? "" : number.toString();
            case Float number -> number.isNaN() ? "" : number.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number.toPlainString();
            case LocalDate day -> day.toString();
            case LocalDateTime moment -> moment.toString();
            case Instant moment -> LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
            case LocalTime time -> time.toString();
            case UUID id -> id.toString();
            case byte[] bytes -> utf8(bytes);
            default ->
                    throw new IllegalArgumentException(
                            "holds values of type %s, which have no form in a table; write the file without the column, with DuckDB for example"
                                    .formatted(value.getClass().getSimpleName()));
        };
    }

    /**
     * Returns the field of a whole number that is written without a sign. Java's types have one,
     * and would take the upper half of such numbers for negative ones.
     *
     * @throws IllegalArgumentException as {@link #text}
     */
    static String unsigned(Object value) {
        return switch (value) {
            case Integer number -> Integer.toUnsignedString(number);
            case Long number -> Long.toUnsignedString(number);
            default -> text(value);
        };
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException garbled) {
            throw new IllegalArgumentException(
                    "holds bytes that are not text; write the file without the column, with DuckDB for example",
                    garbled);
        }
    }
}
