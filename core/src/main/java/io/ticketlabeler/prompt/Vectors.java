package io.ticketlabeler.prompt;

/** Arithmetic on embedding vectors. */
final class Vectors {

    private Vectors() {}

    /** -1 to 1; 0 when one of them has no length. */
    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }
}
