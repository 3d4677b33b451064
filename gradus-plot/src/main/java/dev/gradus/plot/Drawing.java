package dev.gradus.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.RectangularShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is drawn and writes it as SVG. XChart draws a curve as thousands of single lines
 * with seventeen digits per number; here, lines with the same style become one path, and
 * coordinates are rounded to a hundredth of a unit. That makes the file twenty times smaller.
 *
 * <p>Text has the viewer's own sans-serif font. VectorGraphics2D would look for an installed font
 * with the same metrics, for each string anew: with 1,800 fonts, a confusion matrix of ten classes
 * took 28 seconds, and its viewer may not have the font that was found.
 */
final class Drawing extends VectorGraphics2D {
    private static final double GRAIN = 100;

    /** The font that VectorGraphics2D takes for granted: it writes how another one differs. */
    private static final String USUAL_FONT = "font-family=\"sans-serif\" font-size=\"12px\"";

    private Path2D.@Nullable Double path;

    String svg(int width, int height) {
        flush();
        var bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(getCommands(), new PageSize(width, height))
                    .writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError("memory cannot fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceFirst("<svg ", "<svg %s ".formatted(USUAL_FONT));
    }

    @Override
    public void setFont(Font font) {
        super.setFont(new Font(Font.DIALOG, font.getStyle(), font.getSize()));
    }

    @Override
    public void draw(Shape shape) {
        if (!(shape instanceof Line2D line)) {
            flush();
            super.draw(coarse(shape));
            return;
        }
        double x = coarse(line.getX1());
        double y = coarse(line.getY1());
        if (path == null) {
            path = new Path2D.Double();
            path.moveTo(x, y);
        } else if (path.getCurrentPoint().getX() != x || path.getCurrentPoint().getY() != y) {
            path.moveTo(x, y);
        }
        path.lineTo(coarse(line.getX2()), coarse(line.getY2()));
    }

    @Override
    public void fill(Shape shape) {
        flush();
        super.fill(coarse(shape));
    }

    @Override
    public void setColor(Color color) {
        if (!color.equals(getColor())) {
            flush();
        }
        super.setColor(color);
    }

    @Override
    public void setStroke(Stroke stroke) {
        if (!stroke.equals(getStroke())) {
            flush();
        }
        super.setStroke(stroke);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        flush();
        super.setTransform(transform);
    }

    @Override
    public void transform(AffineTransform transform) {
        flush();
        super.transform(transform);
    }

    @Override
    public void setClip(@Nullable Shape clip) {
        flush();
        super.setClip(clip);
    }

    @Override
    public void clip(Shape clip) {
        flush();
        super.clip(clip);
    }

    @Override
    public Graphics create() {
        flush();
        return super.create();
    }

    private void flush() {
        if (path != null) {
            Path2D.Double finished = path;
            path = null;
            super.draw(finished);
        }
    }

    private static Shape coarse(Shape shape) {
        if (shape instanceof RectangularShape) {
            return shape;
        }
        var coarse = new Path2D.Double();
        var points = new double[6];
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            int kind = i.currentSegment(points);
            for (int n = 0; n < points.length; n++) {
                points[n] = coarse(points[n]);
            }
            switch (kind) {
                case PathIterator.SEG_MOVETO -> coarse.moveTo(points[0], points[1]);
                case PathIterator.SEG_LINETO -> coarse.lineTo(points[0], points[1]);
                case PathIterator.SEG_QUADTO ->
                        coarse.quadTo(points[0], points[1], points[2], points[3]);
                case PathIterator.SEG_CUBICTO ->
                        coarse.curveTo(
                                points[0], points[1], points[2], points[3], points[4], points[5]);
                default -> coarse.closePath();
            }
        }
        return coarse;
    }

    private static double coarse(double value) {
        return Math.round(value * GRAIN) / GRAIN;
    }
}
