package dev.gradus.plot;

import dev.gradus.number.Text;
import dev.gradus.plot.Panel.Place;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;

/**
 * A picture: panels one above the other over the same horizontal axis, a confusion matrix or a
 * sweep. It is drawn without a window.
 */
public final class Figure {
    /** The default width in units (pixels of a standard-density screen). */
    public static final int WIDTH = 960;

    /** Pixels per unit in a PNG, for high-density screens and print. */
    public static final int PIXELS_PER_UNIT = 2;

    private static final int UNITS_PER_WEIGHT = 260;

    /** More characters do not fit above a picture of the default width. */
    private static final int LONGEST_TITLE = 100;

    private final String title;
    private final List<Panel> panels;

    /** Paints what has no panels, given its title. */
    private final Optional<BiConsumer<Graphics2D, String>> painter;

    private final int width;
    private final int height;

    Figure(String title, List<Panel> panels, int width, int height) {
        this(title, panels, Optional.empty(), width, height);
    }

    private Figure(
            String title,
            List<Panel> panels,
            Optional<BiConsumer<Graphics2D, String>> painter,
            int width,
            int height) {
        this.title = Text.shortened(title, LONGEST_TITLE);
        this.panels = List.copyOf(panels);
        this.painter = painter;
        this.width = width;
        this.height = height;
    }

    static Figure of(String title, List<Panel> panels) {
        List<Panel> drawn = panels.stream().filter(panel -> !panel.isEmpty()).toList();
        double weight = drawn.stream().mapToDouble(Panel::weight).sum();
        return new Figure(
                title, drawn, WIDTH, (int) Math.max(UNITS_PER_WEIGHT, weight * UNITS_PER_WEIGHT));
    }

    static Figure of(String title, ConfusionMatrix matrix) {
        return new Figure(
                title, List.of(), Optional.of(matrix::paint), matrix.width(), matrix.height());
    }

    /** A picture of the usual width that is painted below its title. */
    static Figure painted(String title, int height, Consumer<Canvas> painter) {
        return new Figure(
                title,
                List.of(),
                Optional.of((graphics, words) -> {
                    var canvas = new Canvas(graphics);
                    canvas.write(
                            words,
                            new Canvas.Spot(WIDTH / 2.0, 28),
                            0.5,
                            Canvas.TITLE,
                            Palette.INK);
                    painter.accept(canvas);
                }),
                WIDTH,
                height);
    }

    /**
     * The same picture in another size; a confusion matrix or a sweep is cut or gets room around
     * it.
     *
     * @param width in units, at least 200
     * @param height in units, at least 150
     * @return a new figure
     * @throws IllegalArgumentException if it would be too small to show anything
     */
    public Figure size(int width, int height) {
        if (width < 200 || height < 150) {
            throw new IllegalArgumentException(
                    "a plot needs at least 200 x 150 units; got " + width + " x " + height);
        }
        return new Figure(title, panels, painter, width, height);
    }

    /** {@return the width in units} */
    public int width() {
        return width;
    }

    /** {@return the height in units} */
    public int height() {
        return height;
    }

    /**
     * Writes the picture as PNG or SVG, depending on the file name.
     *
     * @param file the file, replaced if it exists
     * @throws IllegalArgumentException if the name has another ending
     * @throws NoFontsException if this machine has no fonts
     * @throws RunException if the file cannot be written
     */
    public void write(Path file) {
        save(file, isSvg(file) ? svg().getBytes(StandardCharsets.UTF_8) : png());
    }

    /**
     * Checks that {@link #write} could write a file, before there is anything to draw.
     *
     * @param file the file
     * @throws IllegalArgumentException if its name does not end in {@code .svg} or {@code .png}
     * @throws NoFontsException if this machine has no fonts
     * @throws RunException if it cannot be written; the message says why
     */
    public static void requireWritable(Path file) {
        isSvg(file);
        Fonts.require();
        try {
            FileFault.requireWritable(file);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot write", file, e), e);
        }
    }

    private static boolean isSvg(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException(
                    "a plot's file must end in .svg or .png; got " + name);
        }
        return name.endsWith(".svg");
    }

    /**
     * Draws the picture as SVG.
     *
     * @return an XML document
     * @throws NoFontsException if this machine has no fonts
     */
    public String svg() {
        var drawing = new Drawing();
        draw(drawing);
        return drawing.svg(width, height);
    }

    BufferedImage image() {
        var image =
                new BufferedImage(
                        width * PIXELS_PER_UNIT,
                        height * PIXELS_PER_UNIT,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
        draw(graphics);
        graphics.dispose();
        return image;
    }

    private void draw(Graphics2D graphics) {
        Fonts.require();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        painter.ifPresentOrElse(paint -> paint.accept(graphics, title), () -> drawPanels(graphics));
    }

    private void drawPanels(Graphics2D graphics) {
        List<XYChart> charts = charts();
        List<Double> shifts = shifts();
        int top = 0;
        for (int i = 0; i < charts.size(); i++) {
            XYChart chart = charts.get(i);
            double shift = shifts.get(i);
            graphics.translate(shift, top);
            chart.paint(graphics, width - (int) Math.ceil(shift), chart.getHeight());
            graphics.translate(-shift, -top);
            top += chart.getHeight();
        }
    }

    /** How far each panel moves to the right so that all plots are aligned on the left. */
    List<Double> shifts() {
        double[] lefts = panels.stream().mapToDouble(this::leftOfPlot).toArray();
        double rightmost = Arrays.stream(lefts).max().orElse(0);
        return Arrays.stream(lefts).mapToObj(left -> rightmost - left).toList();
    }

    /**
     * Tick labels differ in width; only a painted chart knows where its plot starts. Painting the
     * axes is enough.
     */
    private double leftOfPlot(Panel panel) {
        XYChart axes = panel.bare().chart("", width, UNITS_PER_WEIGHT, Place.MIDDLE);
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        axes.paint(nowhere, width, UNITS_PER_WEIGHT);
        nowhere.dispose();
        return axes.getScreenXFromChart(panel.x().lowest());
    }

    List<XYChart> charts() {
        double weight = panels.stream().mapToDouble(Panel::weight).sum();
        var charts = new ArrayList<XYChart>();
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            charts.add(
                    panel.chart(title, width, (int) (height * panel.weight() / weight), place(i)));
        }
        return charts;
    }

    private Place place(int index) {
        if (panels.size() == 1) {
            return Place.ONLY;
        }
        return index == 0 ? Place.TOP : index == panels.size() - 1 ? Place.BOTTOM : Place.MIDDLE;
    }

    /**
     * Encodes in memory: an encoder that writes to a full disk hides why it failed, and would use a
     * temporary file, which not every machine allows.
     */
    private byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image(), "png", output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void save(Path file, byte[] content) {
        boolean begun = false;
        try (OutputStream output = Files.newOutputStream(file)) {
            begun = true;
            output.write(content);
        } catch (IOException e) {
            if (begun) {
                removeHalf(file);
            }
            throw new RunException(FileFault.of("cannot write", file, e), e);
        }
    }

    /**
     * A truncated picture could be mistaken for a complete one; a device or a folder is left alone.
     */
    private static void removeHalf(Path file) {
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        } catch (IOException stays) {
            return;
        }
    }
}
