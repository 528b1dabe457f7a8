package io.ticketlabeler.report;

import java.util.List;
import java.util.Locale;

/**
 * Charts: plain shapes and real text, with a title and a description for those who do not see them. Colours come from the style sheet.
 * Drawn 360 units wide, so that the text can be read on a phone.
 */
final class Svg {

    static final int WIDTH = 360;

    private static final int LEFT = 44;
    private static final int TOP = 22;
    private static final int PLOT_W = WIDTH - LEFT - 24;
    private static final int PLOT_H = 180;
    private static final int HEIGHT = TOP + PLOT_H + 44;

    private final StringBuilder svg = new StringBuilder();

    /** A point of a line, in shares of the axes. */
    record Point(double x, double y) {}

    Svg(String id, int width, int height, String title, String description) {
        svg.append(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\"%s>"
                        + "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>\n",
                width,
                height,
                id,
                id,
                width > WIDTH ? " style=\"width:" + width + "px;max-width:none\"" : "",
                id,
                Html.text(title),
                id,
                Html.text(description)));
    }

    /** An empty plot from 0 to 1 on both axes, {@code top} being the value at its upper end. */
    static Svg plot(String id, String title, String description, String xName, String yName, double top) {
        Svg svg = new Svg(id, WIDTH, HEIGHT, title, description);
        for (int i = 0; i <= 4; i++) {
            double y = TOP + PLOT_H * (1 - i / 4.0);
            svg.add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, LEFT + PLOT_W, y, y);
            svg.label(LEFT - 5, y + 4, "end", tick(top * i / 4, top));
            svg.label(LEFT + PLOT_W * i / 4.0, TOP + PLOT_H + 15, "middle", tick(i / 4.0, 1));
        }
        svg.label(LEFT + PLOT_W / 2.0, HEIGHT - 8, "middle", xName);
        svg.label(4, 12, "start", yName);
        return svg;
    }

    private static String tick(double value, double top) {
        return top > 1 ? Html.count(value) : format(top < 0.2 ? "%.1f\u00A0%%" : "%.0f\u00A0%%", 100 * value);
    }

    /** A line through points. */
    Svg line(String style, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(format("%s%.1f %.1f", path.length() == 0 ? "M" : "L", x(point.x()), y(point.y())));
        }
        return add("<path class=\"%s\" d=\"%s\"/>", style, path);
    }

    /** A dot with what it means. */
    Svg dot(Point at, String meaning) {
        return add(
                "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s</title></circle>",
                x(at.x()), y(at.y()), Html.text(meaning));
    }

    /** An interval, upright. */
    Svg whisker(double x, double low, double high) {
        return add(
                "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                x(x), x(x), y(low), y(high));
    }

    /** A line from top to bottom, with its name. */
    Svg mark(double x, String name) {
        add("<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x(x), x(x), TOP, TOP + PLOT_H);
        boolean right = x < 0.5;
        return add(
                "<text class=\"marked\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                x(x) + (right ? 5 : -5), TOP + 12, right ? "start" : "end", Html.text(name));
    }

    /** Upright bars side by side over the whole plot, in shares of its height. */
    Svg bars(List<Double> heights, List<String> meanings) {
        double width = (double) PLOT_W / heights.size();
        for (int i = 0; i < heights.size(); i++) {
            add(
                    "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                    LEFT + i * width + 0.8,
                    y(heights.get(i)),
                    width - 1.6,
                    PLOT_H * heights.get(i),
                    Html.text(meanings.get(i)));
        }
        return this;
    }

    Svg label(double x, double y, String anchor, String text) {
        return add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, Html.text(text));
    }

    /** The format is ours; what comes from outside is an argument that went through {@link Html#text}. */
    Svg add(String format, Object... values) {
        svg.append(format(format, values)).append('\n');
        return this;
    }

    /** As much of a name as fits, estimated for the font of the charts. */
    static String fitting(String name, double room) {
        double width = 0;
        int end = 0;
        int lastFitting = 0;
        while (end < name.length()) {
            int c = name.codePointAt(end);
            width += width(c);
            end += Character.charCount(c);
            if (width > room) {
                return name.substring(0, lastFitting) + "…";
            }
            if (width <= room - width('…')) {
                lastFitting = end;
            }
        }
        return name;
    }

    private static double width(int c) {
        if (c >= 0x1100) {
            return c < 0x2000 || c > 0x206F ? 12.5 : 8; // Chinese, Japanese, Korean, emoji; dashes and dots
        }
        boolean wide = Character.isUpperCase(c) || "mwMW@%&<>=+_".indexOf(c) >= 0;
        return wide ? 9.5 : "iljtfr.,;:|'!()[]".indexOf(c) >= 0 ? 4.5 : 7;
    }

    private static double x(double share) {
        return LEFT + PLOT_W * share;
    }

    private static double y(double share) {
        return TOP + PLOT_H * (1 - Math.max(0, Math.min(1, share)));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
