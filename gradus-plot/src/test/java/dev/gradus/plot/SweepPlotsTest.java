package dev.gradus.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.number.Text;
import dev.gradus.schedule.controller.Goal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SweepPlotsTest {
    private static SweepPoint point(String rate, double... values) {
        return new SweepPoint(
                Map.of("learningRate", rate), 0, java.util.Arrays.stream(values).boxed().toList());
    }

    private static final List<SweepPoint> RATES =
            List.of(
                    point("0.001", 0.9, 1.0),
                    point("0.01", 0.5, 0.6),
                    point("0.1", 0.2, 0.4),
                    point("1", 0.7, Double.NaN));

    /** Points over settings of all kinds, as many as asked for. */
    private static List<SweepPoint> drawn(int settings, int count, long seed) {
        var random = new Random(seed);
        var points = new ArrayList<SweepPoint>();
        for (int i = 0; i < count; i++) {
            var values = new LinkedHashMap<String, String>();
            for (int k = 0; k < settings; k++) {
                values.put(
                        "setting" + k,
                        switch (k % 3) {
                            case 0 -> String.valueOf(Math.pow(10, -4 * random.nextDouble()));
                            case 1 ->
                                    List.of("sgd", "adam", "nesterov(0.9)").get(random.nextInt(3));
                            default ->
                                    Text.of(
                                            "conv2d(%d, 3) relu maxPool(2) flatten dense(10)",
                                            random.nextInt(40));
                        });
            }
            points.add(
                    new SweepPoint(
                            values,
                            random.nextInt(3),
                            List.of(random.nextDouble(), 100 * random.nextDouble())));
        }
        return points;
    }

    static Stream<Arguments> sweeps() {
        return Stream.of(
                Arguments.of(1, 1),
                Arguments.of(1, 9),
                Arguments.of(2, 1),
                Arguments.of(2, 27),
                Arguments.of(7, 500),
                Arguments.of(12, 3000));
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void everyWordIsWithinThePicture(int settings, int count) throws Exception {
        Figure figure = SweepPlots.of("sweep", "loss", Goal.MINIMIZE, drawn(settings, count, 3));
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList texts =
                factory.newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        figure.svg().getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("text");

        assertThat(texts.getLength()).isGreaterThan(4);
        for (int i = 0; i < texts.getLength(); i++) {
            var text = (Element) texts.item(i);
            double x = Double.parseDouble(text.getAttribute("x"));
            double y = Double.parseDouble(text.getAttribute("y"));
            if (y != 0) { // else it is written upwards, around a place of its own
                assertThat(x).as(text.getTextContent()).isBetween(0.0, (double) figure.width());
                assertThat(y).as(text.getTextContent()).isBetween(10.0, (double) figure.height());
            }
        }
        assertThat(figure.height()).isLessThan(2000);
    }

    /** The middle of the orange dot; of four rates a decade apart, 0.1 lies at two thirds. */
    @Test
    void theBestPointIsWhereItsRateAndItsMeanAre() {
        BufferedImage image = SweepPlots.of("sweep", "loss", Goal.MINIMIZE, RATES).image();
        double left = 70;
        double width = Figure.WIDTH - 70 - 18;
        double x = left + width * (0.04 + 0.92 * 2 / 3);

        double[] middle = middle(image);
        assertThat(middle[0]).isCloseTo(x, within(1.5));
        Axis height = SettingPanel.height("loss", RATES.subList(0, 3));
        assertThat(middle[1]).isCloseTo(62 + 320 - 320 * height.shareOf(0.3), within(1.5));
    }

    @Test
    void theBestIsTheHighestWhereMoreIsBetter() {
        BufferedImage image = SweepPlots.of("sweep", "accuracy", Goal.MAXIMIZE, RATES).image();

        assertThat(middle(image)[0]).isCloseTo(70 + (Figure.WIDTH - 70 - 18) * 0.04, within(1.5));
    }

    private static double[] middle(BufferedImage image) {
        double x = 0;
        double y = 0;
        int count = 0;
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                if (image.getRGB(column, row) == Palette.VERMILION.getRGB()) {
                    x += column;
                    y += row;
                    count++;
                }
            }
        }
        return new double[] {
            x / count / Figure.PIXELS_PER_UNIT, y / count / Figure.PIXELS_PER_UNIT
        };
    }

    @Test
    void pointsWithoutAValueAreCountedAndPointsOfEarlierRungsExplained() {
        assertThat(SweepPlots.of("sweep", "loss", Goal.MINIMIZE, RATES).svg())
                .contains("points without a value: 1");
        assertThat(SweepPlots.of("sweep", "loss", Goal.MINIMIZE, drawn(2, 30, 1)).svg())
                .contains("rings: not trained to the end");
        assertThatThrownBy(() ->
                        SweepPlots.of(
                                "sweep", "loss", Goal.MINIMIZE, List.of(point("1", Double.NaN))))
                .hasMessage("no point of the sweep has a value of loss to draw");
    }

    @Test
    void numbersLieByTheirSizeAndWordsSideBySide() {
        SettingScale rates = SettingScale.of("lr", List.of("1", "0.0001", "0.01", "0.01"));
        assertThat(rates.marks())
                .extracting(SettingScale.Mark::label)
                .containsExactly("0.0001", "0.01", "1");
        assertThat(rates.shareOf("0.01")).isCloseTo(0.5, within(1e-12));

        SettingScale sizes = SettingScale.of("batchSize", List.of("16", "32", "64"));
        assertThat(sizes.shareOf("32")).isCloseTo(1 / 3., within(1e-12));

        SettingScale words = SettingScale.of("optimizer", List.of("sgd", "adam", "0.1"));
        assertThat(words.shareOf("adam")).isEqualTo(0.5);
        assertThat(words.marks())
                .extracting(SettingScale.Mark::label)
                .containsExactly("sgd", "adam", "0.1");
        assertThat(SettingScale.of("x", List.of("7")).shareOf("7")).isEqualTo(0.5);
    }

    @Test
    void ticksAreRound() {
        assertThat(Ticks.of(Axis.over("", 0, 1))).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(Ticks.of(Axis.over("", 0.93, 0.98)))
                .containsExactly(0.93, 0.94, 0.95, 0.96, 0.97, 0.98);
        assertThat(Ticks.of(Axis.logarithmic("", 1e-4, 1)))
                .containsExactly(1e-4, 1e-3, 1e-2, 0.1, 1.0);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ticksLieOnTheirAxisAndAreNeitherFewNorMany(long seed) {
        var random = new Random(seed);
        double low = Math.pow(10, 12 * random.nextDouble() - 6);
        double high = low * (1 + Math.pow(10, 5 * random.nextDouble() - 2));
        for (Axis axis :
                List.of(
                        Axis.over("", low, high),
                        Axis.over("", -high, low),
                        Axis.logarithmic("", low, 100 * high))) {
            List<Double> ticks = Ticks.of(axis);
            double room = 0.002 * (axis.highest() - axis.lowest());
            assertThat(ticks).hasSizeBetween(2, 14).isSorted();
            assertThat(ticks)
                    .allMatch(
                            tick -> tick >= axis.lowest() - room && tick <= axis.highest() + room);
        }
    }
}
