package dev.gradus.bench;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.workload.Workload.Size;
import dev.gradus.number.Text;

/** How fast Gradus is meant to be, and whether it is. */
final class Bar {
    private static final double PYTORCH = 2;
    private static final double DL4J = 5;
    private static final double TINY = 10;
    private static final double SINGLE = 5;
    private static final double OWN_SHARE = 0.8;
    private static final double BFLOAT16_SHARE = 0.85;

    /** A peer with more than this share of a large product's rate cannot be twice overtaken. */
    private static final double FAST_PEER = 0.5;

    private Bar() {}

    /**
     * Returns the bar between Gradus and a peer, and whether it is met.
     *
     * @param ratio the peer's time / that of Gradus
     * @param share the share of a large product's rate that Gradus reaches, 1 for all of it
     * @param peerShare that of the peer
     */
    static String against(Entrant peer, Size size, double ratio, double share, double peerShare) {
        if (peer != Entrant.DJL && peer != Entrant.DL4J) {
            return "";
        }
        if (size == Size.TINY) {
            return atLeast(TINY, ratio);
        }
        if (peer == Entrant.DL4J || size == Size.SINGLE) {
            return atLeast(peer == Entrant.DL4J ? DL4J : SINGLE, ratio);
        }
        return peerShare > FAST_PEER ? ofProduct(OWN_SHARE, share) : atLeast(PYTORCH, ratio);
    }

    /** Returns the bar for Gradus by itself, and whether it is met. */
    static String alone(Size size, double share) {
        return size == Size.LARGE ? ofProduct(OWN_SHARE, share) : "";
    }

    /**
     * Returns the bar for Gradus in bfloat16: a share of the product in bfloat16 for large
     * networks, and no slower than in float32 for all.
     *
     * @param share the share of a large product's rate in bfloat16
     * @param ratio its time / that of Gradus in float32
     */
    static String inBfloat16(Size size, double share, double ratio) {
        String slower = "not slower: " + verdict(ratio <= 1);
        return size == Size.LARGE ? ofProduct(BFLOAT16_SHARE, share) + ", " + slower : slower;
    }

    private static String atLeast(double bar, double ratio) {
        return Text.of("%.0fx: %s", bar, verdict(ratio >= bar));
    }

    private static String ofProduct(double bar, double share) {
        return Text.of("%.0f %% of product: %s", 100 * bar, verdict(share >= bar));
    }

    private static String verdict(boolean met) {
        return met ? "met" : "missed";
    }
}
