package dev.gradus.bench;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.workload.Workload.Size;
import java.util.Locale;

/** How fast Gradus is meant to be, and whether it is. */
final class Bar {
    private static final double PYTORCH = 2;
    private static final double DL4J = 5;
    private static final double TINY = 10;
    private static final double OWN_SHARE = 0.8;

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
        if (peer == Entrant.DL4J) {
            return atLeast(DL4J, ratio);
        }
        return peerShare > FAST_PEER ? ofProduct(share) : atLeast(PYTORCH, ratio);
    }

    /** Returns the bar for Gradus by itself, and whether it is met. */
    static String alone(Size size, double share) {
        return size == Size.LARGE ? ofProduct(share) : "";
    }

    private static String atLeast(double bar, double ratio) {
        return String.format(Locale.ROOT, "%.0fx: %s", bar, verdict(ratio >= bar));
    }

    private static String ofProduct(double share) {
        return String.format(
                Locale.ROOT,
                "%.0f %% of product: %s",
                100 * OWN_SHARE,
                verdict(share >= OWN_SHARE));
    }

    private static String verdict(boolean met) {
        return met ? "met" : "missed";
    }
}
