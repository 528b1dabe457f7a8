package io.ticketlabeler.learned;

/**
 * What a classifier sees of one text: values at places, all others are 0.
 */
final class Features {

    private final int[] index;
    private final float[] values;

    Features(int[] index, float[] values) {
        this.index = index;
        this.values = values;
    }

    /** All values of a vector, scaled to length 1; zeros stay zeros. */
    static Features dense(float[] vector) {
        int[] index = new int[vector.length];
        float[] values = vector.clone();
        for (int i = 0; i < index.length; i++) {
            index[i] = i;
        }
        return new Features(index, values).unit();
    }

    /** The same direction with length 1; nothing stays nothing. */
    Features unit() {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        if (square == 0) {
            return this;
        }
        float scale = (float) (1 / Math.sqrt(square));
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = values[i] * scale;
        }
        return new Features(index, scaled);
    }

    /** Places from 0, rising, none twice. */
    int[] index() {
        return index;
    }

    /** One for each place. */
    float[] values() {
        return values;
    }
}
