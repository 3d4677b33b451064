package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100,000 | 100000",
                "-1,234.5 | -1234.5",
                "€ 12.50 | 12.5",
                "$1,200 | 1200",
                "-$5 | -5",
                "$-5 | -5",
                "12.50 £ | 12.5",
                "15 % | 15",
                "15% | 15",
                "+.5 | 0.5",
                "2E-3 | 0.002",
            })
    void readsNumbersAsPeopleWriteThem(String field, double number) {
        assertThat(Fields.number(field)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "$",
                "€ ",
                "5 $ 6",
                "$ $5",
                "-$-5",
                "5 %%",
                "1,2",
                "1e5e5",
                "0x1p3",
                "3f",
                "1d",
                "Infinity",
                "NaN",
                "5 kg",
                "--5",
                "$e5",
                "1e999",
                "0,014",
                "00,014",
                "0,014,000"
            })
    void takesNothingElseForANumber(String field) {
        assertThat(Fields.number(field)).isNaN();
    }

    static Stream<Double> drawn() {
        return LongStream.range(0, 200)
                .mapToObj(seed -> {
                    var random = new Random(seed);
                    return Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
                });
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void readsANumberBackWithAndWithoutAUnit(double number) {
        String plain = String.format(Locale.ROOT, "%.6f", number);
        double written = Double.parseDouble(plain);

        assertThat(Fields.number(plain)).isEqualTo(written);
        assertThat(Fields.number("€" + plain)).isEqualTo(written);
        assertThat(Fields.number(plain + " %")).isEqualTo(written);
        assertThat(Fields.number(String.format(Locale.ROOT, "%,.6f", number))).isEqualTo(written);
        assertThat(Fields.number(Double.toString(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,014 | 0.014",
                "1.234,56 | 1234.56",
                "-1.234.567 | -1234567",
                "€ 12,50 | 12.5",
                "5,0 % | 5",
                ",5 | 0.5",
                "12 | 12",
                "1,5e3 | 1500",
            })
    void readsNumbersWithDecimalCommas(String field, double number) {
        assertThat(Fields.number(field, DecimalMark.COMMA)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1,234.5", "5,", "0.014", "Smith, John", "1,2,3"})
    void takesNothingElseForANumberWithADecimalComma(String field) {
        assertThat(Fields.number(field, DecimalMark.COMMA)).isNaN();
    }

    @Test
    void aDecimalCommaIsADecimalPointWithTheMarksExchanged() {
        var random = new Random(1);
        String characters = "0123456789012345678901234567890123456789.,.,.,+-eE%€ ";
        int numbers = 0;
        for (int i = 0; i < 300_000; i++) {
            var field = new StringBuilder();
            for (int length = 1 + random.nextInt(10); length > 0; length--) {
                field.append(characters.charAt(random.nextInt(characters.length())));
            }
            String exchanged =
                    field.toString().replace('.', '_').replace(',', '.').replace('_', ',');
            double expected = exchanged.endsWith(".") ? Double.NaN : Fields.number(exchanged);
            assertThat((Double) Fields.number(field.toString(), DecimalMark.COMMA))
                    .as(field.toString())
                    .isEqualTo(Double.valueOf(expected));
            numbers += Double.isNaN(expected) ? 0 : 1;
        }
        assertThat(numbers).isGreaterThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-Inf", "+Infinity", "∞", "1e400", "-1e999", "9"})
    void tellsInfiniteNumbersFromFiniteOnes(String field) {
        assertThat(Fields.isInfinite(field)).isEqualTo(!field.equals("9"));
    }
}
