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
import java.util.Optional;
import java.util.UUID;

/** Turns the values of a file into the fields of a table. */
final class Fields {
    private Fields() {}

    /** Returns a value as a field, empty text for NaN; nothing if it has no form in a table. */
    static Optional<String> text(Object value) {
        return switch (value) {
            case byte[] bytes -> utf8(bytes);
            case Double number -> Optional.of(number.isNaN() ? "" : number.toString());
            case Float number -> Optional.of(number.isNaN() ? "" : number.toString());
            case BigDecimal number -> Optional.of(number.toPlainString());
            case Instant moment ->
                    Optional.of(LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString());
            case String _,
                    Integer _,
                    Long _,
                    Boolean _,
                    LocalDate _,
                    LocalDateTime _,
                    LocalTime _,
                    UUID _ ->
                    Optional.of(value.toString());
            default -> Optional.empty();
        };
    }

    /**
     * Returns the field of a whole number that is written without a sign. Java's types have one,
     * and would take the upper half of such numbers for negative ones.
     */
    static String unsigned(Object value) {
        return switch (value) {
            case Integer number -> Integer.toUnsignedString(number);
            case Long number -> Long.toUnsignedString(number);
            default -> value.toString();
        };
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
