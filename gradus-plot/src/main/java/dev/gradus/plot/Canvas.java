package dev.gradus.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Lines, dots and words in a picture, in its units. */
record Canvas(Graphics2D graphics) {
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    /** A place in the picture. */
    record Spot(double x, double y) {}

    /** A rectangle in the picture. */
    record Area(double left, double top, double width, double height) {
        double right() {
            return left + width;
        }

        double bottom() {
            return top + height;
        }

        double across(double share) {
            return left + share * width;
        }

        double up(double share) {
            return bottom() - share * height;
        }
    }

    void line(Spot from, Spot to, Color color, double width) {
        pen(color, width);
        graphics.draw(new Line2D.Double(from.x, from.y, to.x, to.y));
    }

    void path(List<Spot> spots, Color color, double width) {
        pen(color, width);
        graphics.draw(through(spots));
    }

    void fill(List<Spot> spots, Color color) {
        Path2D.Double path = through(spots);
        path.closePath();
        graphics.setColor(color);
        graphics.fill(path);
    }

    void dot(Spot at, double radius, Color color) {
        graphics.setColor(color);
        graphics.fill(circle(at, radius));
    }

    void ring(Spot at, double radius, Color color) {
        pen(color, 1.2);
        graphics.draw(circle(at, radius));
    }

    private static Ellipse2D.Double circle(Spot at, double radius) {
        return new Ellipse2D.Double(at.x - radius, at.y - radius, 2 * radius, 2 * radius);
    }

    /**
     * Writes words.
     *
     * @param share what part of them lies left of the place: 0 begins there, 1 ends there
     */
    void write(String words, Spot at, double share, Font font, Color color) {
        graphics.setFont(font);
        graphics.setColor(color);
        float left = (float) (at.x - share * width(words, font));
        graphics.drawString(words, left, (float) at.y);
    }

    /**
     * Writes words on a white ground, so that they can be read where lines cross; as {@link
     * #write}.
     */
    void label(String words, Spot at, double share) {
        double width = width(words, SMALL);
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(at.x - share * width - 1, at.y - 11, width + 2, 14));
        write(words, at, share, SMALL, Palette.INK);
    }

    /** Writes words upwards, with their middle at a place. */
    void writeUp(String words, Spot at, Font font) {
        graphics.translate(at.x, at.y);
        graphics.rotate(-Math.PI / 2);
        write(words, new Spot(0, 0), 0.5, font, Palette.INK);
        graphics.rotate(Math.PI / 2);
        graphics.translate(-at.x, -at.y);
    }

    double width(String words, Font font) {
        FontMetrics metrics = graphics.getFontMetrics(font);
        return metrics.stringWidth(words);
    }

    /** Returns words that are no wider than that. */
    String fitting(String words, double most, Font font) {
        String shown = words;
        for (int length = words.length(); length > 1 && width(shown, font) > most; length--) {
            shown = words.substring(0, length - 1) + "…";
        }
        return shown;
    }

    private void pen(Color color, double width) {
        graphics.setColor(color);
        graphics.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL));
    }

    private static Path2D.Double through(List<Spot> spots) {
        var path = new Path2D.Double();
        path.moveTo(spots.getFirst().x, spots.getFirst().y);
        spots.forEach(spot -> path.lineTo(spot.x, spot.y));
        return path;
    }
}
