package io.ticketlabeler.doccano;

import java.util.HexFormat;

/** Colours for the pills of label types: neighbours differ clearly, no two of the first thousand are the same. */
final class Palette {

    private static final double GOLDEN_ANGLE =
            137.50776405003785; // degrees; spreads hues evenly for any number of labels
    private static final double[] LIGHTNESS = {0.42, 0.62, 0.30, 0.74};
    private static final double[] SATURATION = {0.72, 0.55};

    private Palette() {}

    /** The background of the label at this place, e.g. {@code #1E88E5}. */
    static String background(int place) {
        double hue = (210 + place * GOLDEN_ANGLE) % 360;
        double lightness = LIGHTNESS[place % LIGHTNESS.length];
        double saturation = SATURATION[place / LIGHTNESS.length % SATURATION.length];
        return hex(hue, saturation, lightness);
    }

    /** White or black, whichever is easier to read on this background: the contrast is at least 4.5 to 1. */
    static String text(String background) {
        double luminance = luminance(background);
        double white = 1.05 / (luminance + 0.05);
        double black = (luminance + 0.05) / 0.05;
        return white >= black ? "#ffffff" : "#000000";
    }

    // https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    static double luminance(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    // https://www.w3.org/TR/css-color-4/#hsl-to-rgb
    private static String hex(double hue, double saturation, double lightness) {
        int rgb = channel(0, hue, saturation, lightness) << 16
                | channel(8, hue, saturation, lightness) << 8
                | channel(4, hue, saturation, lightness);
        return "#" + HexFormat.of().toHexDigits(rgb, 6);
    }

    private static int channel(int n, double hue, double saturation, double lightness) {
        double k = (n + hue / 30) % 12;
        double a = saturation * Math.min(lightness, 1 - lightness);
        return (int) Math.round(255 * (lightness - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1))));
    }
}
