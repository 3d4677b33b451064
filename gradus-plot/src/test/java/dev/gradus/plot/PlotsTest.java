package dev.gradus.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.history.History;
import dev.gradus.run.history.Series;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.gradus.plot.Pictures#all")
    void everyFigureIsAPngOfItsSize(Figure figure) throws Exception {
        Path file = folder.resolve("figure.png");
        figure.write(file);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(figure.width() * Figure.PIXELS_PER_UNIT);
        assertThat(image.getHeight()).isEqualTo(figure.height() * Figure.PIXELS_PER_UNIT);
        assertThat(image.getRGB(1, 1)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void measuredUpdatesHaveALogarithmicPanelWithTheUsualSize() {
        XYChart chart = Plots.run("run", Pictures.measured(3)).charts().getLast();

        assertThat(chart.getYAxisTitle()).isEqualTo("update / weights");
        assertThat(chart.getStyler().isYAxisLogarithmic()).isTrue();
        assertThat(chart.getSeries("usual: 0.001").getYData()).containsOnly(1e-3);
        assertThat(chart.getSeries("dense2").getYData()).hasSizeGreaterThan(20);
        assertThat(chart.getSeriesCollection())
                .extracting(XYSeries::getName)
                .doesNotContain("dense0");
        assertThat(Plots.run("run", Pictures.measured(60)).charts().getLast().getYAxisTitle())
                .isEqualTo("update / weights, 7 of 60 layers");
    }

    @Test
    void aPngNeedsNoTemporaryFile() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        ImageIO.setCacheDirectory(temporary.toFile());
        try {
            Files.delete(temporary);
            Pictures.schedule(10).write(folder.resolve("figure.png"));
        } finally {
            ImageIO.setCacheDirectory(null);
        }

        assertThat(ImageIO.read(folder.resolve("figure.png").toFile())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.plot.Pictures#all")
    void everyFigureIsValidSvgOfItsSizeAndBearablySmall(Figure figure) throws Exception {
        Path file = folder.resolve("figure.svg");
        figure.write(file);

        Element svg = parsed(Files.readString(file)).getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getAttribute("viewBox"))
                .isEqualTo("0 0 " + figure.width() + " " + figure.height());
        assertThat(Files.size(file)).isLessThan(300_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1407, 200_000})
    void theExtremesOfASeriesAreDrawnInsideThePlot(int steps) {
        Series loss = Pictures.history(steps).loss();
        XYChart chart = chart(Plots.run("run", Pictures.history(steps)));

        double[] drawn = chart.getSeries("batch loss").getYData();
        assertThat(drawn).contains(highest(loss), lowest(loss)).hasSizeLessThanOrEqualTo(2000);
        for (double y : new double[] {highest(loss), lowest(loss)}) {
            assertThat(chart.getScreenYFromChart(y)).isBetween(0.0, (double) chart.getHeight());
        }
        assertThat(chart.getScreenXFromChart(steps - 1.0))
                .isBetween(0.0, (double) chart.getWidth());
    }

    /** Losses that only just are numbers, of both signs, or of one. */
    @ParameterizedTest
    @ValueSource(strings = {"1e308,-1e308", "1e308,1e-308", "1e308,1e308", "-1e308,-1", "1e200,1"})
    void lossesAtTheEndOfAllNumbersAreDrawnAtTheEdgeAndThatIsSaid(String losses) throws Exception {
        double[] both =
                Arrays.stream(losses.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
        var history = new History();
        for (int step = 0; step < 50; step++) {
            history.on(Pictures.step(step, both[step % 2]));
        }
        for (Figure figure :
                List.of(Plots.run("run", history), Plots.compare("runs", Map.of("a", history)))) {
            parsed(figure.svg());
            assertThat(figure.charts().getFirst().getYAxisTitle()).endsWith("loss, cut at ±1e150");
        }
        assertThat(Plots.run("run", Pictures.history(50)).charts().getFirst().getYAxisTitle())
                .isEqualTo("loss");
    }

    @Test
    void whatWasMeasuredOnRequestIsMarkedBesideTheCurve() throws Exception {
        History history = Pictures.history(300);
        history.on(
                Pictures.answered(
                        123,
                        new Control.Validate(),
                        new Answer.Validated(Map.of("loss", 0.75, "accuracy", 0.5))));
        Figure figure = Plots.run("run", history);
        List<XYChart> charts = figure.charts();

        assertThat(charts.get(0).getSeries("validated on request").getYData())
                .containsExactly(0.75);
        assertThat(charts.get(1).getSeries("validated on request").getXData()).containsExactly(123);
        assertThat(charts.get(1).getSeries("validated on request").getMarker())
                .isEqualTo(SeriesMarkers.CIRCLE);
    }

    @Test
    void theCurvesColourIsInThePicture() {
        BufferedImage image = Pictures.schedule(1000).image();

        assertThat(
                        Arrays.stream(
                                image.getRGB(
                                        0,
                                        0,
                                        image.getWidth(),
                                        image.getHeight(),
                                        null,
                                        0,
                                        image.getWidth())))
                .contains(
                        Palette.VERMILION.getRGB(), Palette.PURPLE.getRGB(), Palette.SKY.getRGB());
    }

    @Test
    void panelsOverOneAxisBeginAtTheSamePlace() throws Exception {
        Figure figure = Plots.run("run", Pictures.history(300));

        var lefts = new ArrayList<Double>();
        for (Element clip : elements(parsed(figure.svg()), "clipPath")) {
            Element rect = (Element) clip.getElementsByTagName("rect").item(0);
            lefts.add(
                    Double.parseDouble(rect.getAttribute("x")) + figure.shifts().get(lefts.size()));
        }
        assertThat(lefts)
                .hasSize(5)
                .allSatisfy(left -> assertThat(left).isCloseTo(lefts.getFirst(), within(1.0)));
    }

    @Test
    void aScheduleIsDrawnWithItsPeakHoweverNarrow() {
        Curve needle = step -> step == 123_456 ? 1 : 0;
        XYChart chart =
                chart(
                        Plots.schedule(
                                "needle", Map.of(HyperParameter.LEARNING_RATE, needle), 200_000));

        assertThat(chart.getSeries("learning rate").getYData()).contains(1);
    }

    @Test
    void aSweepThatDivergesStillShowsItsValleyAndItsMarks() {
        XYChart chart = chart(Pictures.sweep(1e300));

        assertThat(chart.getStyler().getYAxisMax()).isBetween(2.3, 10.0);
        assertThat(chart.getSeries("valley  0.012").getXData()).containsExactly(1.2e-2);
        assertThat(chart.getSeries("valley  0.012").getYData()[0]).isCloseTo(0.4, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 40, 1407})
    void everyPointOfARunIsInsideThePlotAndNoneAtItsEdge(int steps) {
        for (XYChart chart : Plots.run("run", Pictures.history(steps)).charts()) {
            paint(chart);
            double right = chart.getScreenXFromChart(chart.getStyler().getXAxisMax());
            double left = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
            for (XYSeries series : chart.getSeriesCollection()) {
                for (double x : series.getXData()) {
                    assertThat(chart.getScreenXFromChart(x))
                            .isBetween(left + 4, right - 4 + (series.isShowInLegend() ? 0 : 4));
                }
            }
        }
    }

    @Test
    void noAxisGoesBelowZeroForWhatIsNeverNegative() {
        for (Figure figure : Pictures.all().toList()) {
            for (XYChart chart : figure.charts()) {
                boolean negative =
                        chart.getSeriesCollection().stream()
                                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                                .anyMatch(value -> value < 0);
                assertThat(chart.getStyler().getYAxisMin() < 0).isEqualTo(negative);
            }
        }
    }

    @Test
    void runsThatWereValidatedOnceAreSeenInEveryPanel() {
        var runs = new LinkedHashMap<String, History>();
        for (int i = 0; i < 9; i++) {
            runs.put("run " + i, Pictures.validatedOnce(100, i));
        }

        for (XYChart chart : Plots.compare("once", runs).charts()) {
            for (String name : runs.keySet()) {
                XYSeries marks = chart.getSeries(name);
                assertThat(marks.getMarker()).isNotEqualTo(SeriesMarkers.NONE);
                assertThat(Arrays.stream(marks.getYData()).filter(Double::isFinite).count())
                        .isPositive();
            }
        }
    }

    @Test
    void noTwoOfTwentyRunsAreToldApartByColourAlone() {
        var runs = new LinkedHashMap<String, History>();
        for (int i = 0; i < 20; i++) {
            runs.put("run " + i, Pictures.history(50 + i));
        }
        XYChart chart = chart(Plots.compare("twenty", runs));

        var looks = new HashSet<List<Object>>();
        for (String name : runs.keySet()) {
            XYSeries marks = chart.getSeries(name);
            BasicStroke stroke = marks.getLineStyle();
            looks.add(List.of(marks.getMarker(), Arrays.toString(stroke.getDashArray())));
        }
        assertThat(looks).hasSize(20);
    }

    @Test
    void aDashedLineIsInterruptedAndGoesThroughItsPoints() {
        var runs = new LinkedHashMap<String, History>();
        for (int i = 0; i < 4; i++) {
            runs.put("run " + i, Pictures.history(1407));
        }
        XYChart chart = chart(Plots.compare("dashes", runs));

        for (int i = 0; i < 4; i++) {
            double[] drawn = chart.getSeries(" line run " + i).getYData();
            long gaps = Arrays.stream(drawn).filter(Double::isNaN).count();
            assertThat(gaps > 0).isEqualTo(i > 0);
            assertThat(gaps).isLessThan(2 * drawn.length / 3);
        }
    }

    /** A rate that falls at once would else fall into a gap, or be one dash from top to bottom. */
    @Test
    void dashesAreAsLongOnASteepPartAsOnAFlatOne() {
        var steep = new Series(Series.LIMIT);
        for (int step = 0; step < 1000; step++) {
            steep.add(step, step < 500 ? 1 : 0);
        }
        Axis x = Axis.across("step", 0, 999);
        Axis y = Axis.fromZero("rate", 0, 1);
        for (int index = 1; index < 4; index++) {
            Line line = Line.ofRun("run", steep, index);
            XYChart chart = Panel.of(List.of(line), x, y).chart("", 960, 260, Panel.Place.ONLY);
            XYSeries drawn = chart.getSeries(" line run");
            double[] xs = drawn.getXData();
            double[] ys = drawn.getYData();
            int ink = 0;
            int gaps = 0;
            for (int i = 0; i < xs.length; i++) {
                if (xs[i] > 499 && xs[i] < 500) {
                    ink += Double.isNaN(ys[i]) ? 0 : 1;
                    gaps += Double.isNaN(ys[i]) ? 1 : 0;
                }
            }
            assertThat(ink).as("run %d", index).isGreaterThan(10);
            assertThat(gaps).as("run %d", index).isGreaterThan(10);
        }
    }

    /** A mark is 7 units wide. */
    @Test
    void noMarkIsCutByTheEdgeOfItsPlot() {
        for (Figure figure : Pictures.all().toList()) {
            for (XYChart chart : figure.charts()) {
                paint(chart);
                for (XYSeries series : chart.getSeriesCollection()) {
                    if (!series.getMarker().equals(SeriesMarkers.NONE)) {
                        assertMarksAreWhole(chart, series);
                    }
                }
            }
        }
    }

    private static void assertMarksAreWhole(XYChart chart, XYSeries series) {
        double top = chart.getScreenYFromChart(chart.getStyler().getYAxisMax());
        double bottom = chart.getScreenYFromChart(chart.getStyler().getYAxisMin());
        double room = (bottom - top) * (1 / 0.955 - 1) / 2;
        for (double y : series.getYData()) {
            if (Double.isFinite(y)) {
                assertThat(chart.getScreenYFromChart(y))
                        .as(series.getName())
                        .isBetween(top - room + 3, bottom + room - 3);
            }
        }
    }

    @Test
    void namesAreNoTroubleHoweverTheyAre() throws Exception {
        var runs = new LinkedHashMap<String, History>();
        for (String name :
                List.of(
                        "unseen",
                        "smoothed",
                        "line unseen",
                        "x".repeat(300),
                        "x".repeat(301),
                        "模型 <&>")) {
            runs.put(name, Pictures.history(30));
        }

        Figure figure = Plots.compare("y".repeat(400), runs);

        assertThat(parsed(figure.svg()).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(chart(figure).getSeriesCollection())
                .extracting(XYSeries::getName)
                .contains("unseen", "模型 <&>", "x".repeat(89) + "… (4)", "x".repeat(89) + "… (5)");
    }

    @Test
    void aRunOfOneStepIsSeen() {
        XYChart chart = chart(Plots.run("one", Pictures.history(1)));

        assertThat(chart.getSeries("batch loss").getMarker()).isNotEqualTo(SeriesMarkers.NONE);
    }

    @Test
    void aMillionStepsAreDrawnAsQuicklyAsAThousand() {
        History thousand = Pictures.history(1000);
        History million = Pictures.history(1_000_000);
        time(thousand);

        Duration few = time(thousand);
        Duration many = time(million);

        assertThat(many).isLessThan(few.multipliedBy(5).plusSeconds(2));
    }

    @Test
    void drawingPrintsNothing() {
        var bytes = new ByteArrayOutputStream();
        PrintStream error = System.err;
        try (var captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setErr(captured);
            Plots.run("run", Pictures.history(100)).write(folder.resolve("a.png"));
            Plots.run("run", Pictures.history(100)).write(folder.resolve("a.svg"));
        } finally {
            System.setErr(error);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anotherSizeIsAnotherFigureAndTooSmallIsRefused() {
        Figure figure = Pictures.schedule(10);

        assertThat(figure.size(400, 300).width()).isEqualTo(400);
        assertThat(figure.width()).isEqualTo(Figure.WIDTH);
        assertThatThrownBy(() -> figure.size(10, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plot needs at least 200 x 150 units; got 10 x 300");
    }

    @Test
    void whatCannotBeDrawnOrWrittenIsRefusedWithAReason() {
        assertThatThrownBy(() -> Pictures.schedule(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a schedule can be drawn over at least 1 step; got 0");
        Figure figure = Pictures.schedule(10);
        assertThatThrownBy(() -> figure.write(folder.resolve("a.pdf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plot's file must end in .svg or .png; got a.pdf");
        assertThatThrownBy(() -> figure.write(folder.resolve("none/a.png")))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("cannot write " + folder.resolve("none/a.png"));
        assertThatThrownBy(
                        () -> Plots.sweep("s", new Series(16), new Series(16), Map.of("zero", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate 'zero' must be above 0 to be marked; got 0.0");
    }

    private static XYChart chart(Figure figure) {
        XYChart chart = figure.charts().getFirst();
        paint(chart);
        return chart;
    }

    private static void paint(XYChart chart) {
        var nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        chart.paint(nowhere, chart.getWidth(), chart.getHeight());
    }

    private static Duration time(History history) {
        long start = System.nanoTime();
        assertThat(Plots.run("run", history).svg()).isNotEmpty();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double highest(Series series) {
        return Arrays.stream(series.ys()).max().orElseThrow();
    }

    private static double lowest(Series series) {
        return Arrays.stream(series.ys()).min().orElseThrow();
    }

    private static List<Element> elements(Document document, String tag) {
        var elements = new ArrayList<Element>();
        var nodes = document.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
