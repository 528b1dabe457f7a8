package io.ticketlabeler.internal.similarity;

import java.util.List;

/** Vectors of length 1, whose product is their cosine. */
final class UnitVectors {

    private UnitVectors() {}

    /** A copy of length 1; zeros stay zeros. */
    static float[] of(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        float[] unit = new float[vector.length];
        if (squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (vector[i] / length);
            }
        }
        return unit;
    }

    /** Whether the vector has a direction: not all zeros, no NaN, not infinite. */
    static boolean hasDirection(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += Math.abs(x);
        }
        return sum > 0 && sum < Double.POSITIVE_INFINITY; // NaN is neither
    }

    static List<float[]> of(List<float[]> vectors) {
        return vectors.stream().map(UnitVectors::of).toList();
    }

    static double cosine(float[] a, float[] b) {
        float even = 0; // two sums: half the waiting for the previous addition
        float odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + a[i] * b[i] : even + odd;
    }

    /** The direction in which all of them point together. */
    static float[] centre(List<float[]> units) {
        float[] sum = new float[units.get(0).length];
        for (float[] unit : units) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += unit[i];
            }
        }
        return of(sum);
    }
}
