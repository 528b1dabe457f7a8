package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void noTwoOfAThousandLabelsHaveTheSameColour() {
        Set<String> colours = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            colours.add(Palette.background(i));
        }

        assertThat(colours).hasSize(1000).allMatch(colour -> colour.matches("#[0-9a-f]{6}"));
    }

    @Test
    void everyNameCanBeReadOnItsColour() {
        for (int i = 0; i < 1000; i++) {
            String background = Palette.background(i);

            assertThat(contrast(background, Palette.text(background)))
                    .as(background)
                    .isGreaterThanOrEqualTo(4.5); // WCAG 2.1, level AA
        }
    }

    @Test
    void neighboursDifferClearly() {
        for (int i = 0; i < 100; i++) {
            assertThat(distance(Palette.background(i), Palette.background(i + 1)))
                    .isGreaterThan(80);
        }
    }

    private static double contrast(String one, String other) {
        double a = Palette.luminance(one) + 0.05;
        double b = Palette.luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double distance(String one, String other) {
        int a = Integer.parseInt(one.substring(1), 16);
        int b = Integer.parseInt(other.substring(1), 16);
        double sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int d = (a >> shift & 0xFF) - (b >> shift & 0xFF);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
