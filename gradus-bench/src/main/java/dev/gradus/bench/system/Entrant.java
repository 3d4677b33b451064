package dev.gradus.bench.system;

/** Who may be measured, and where it is found: peers are built only with {@code -Ppeers}. */
public enum Entrant {
    /** Not a system: the rate that others are held against. */
    PRODUCT("product", "gradus-bench", ""),
    /** Not a system: the rate that bfloat16 is held against. */
    PRODUCT_BF16("product-bf16", "gradus-bench", ""),
    /** Not a system: the machine's memory. */
    TRIAD("triad", "gradus-bench", ""),
    GRADUS("gradus", "gradus-bench", ""),
    GRADUS_BF16("gradus-bf16", "gradus-bench", ""),
    JAVA("java", "gradus-bench", ""),
    DJL("djl", "gradus-bench-djl", "-Dai.djl.offline=true"),
    DL4J("dl4j", "gradus-bench-dl4j", "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2"),
    /** Predicts only. */
    ONNX_RUNTIME("onnxruntime", "gradus-bench-onnxruntime", ""),
    /** Predicts only. */
    DJL_ONNX_RUNTIME("djl-onnxruntime", "gradus-bench-onnxruntime", "-Dai.djl.offline=true");

    private final String text;
    private final String module;
    private final String option;

    Entrant(String text, String module, String option) {
        this.text = text;
        this.module = module;
        this.option = option;
    }

    /** Returns whether it trains. */
    public boolean isSystem() {
        return this != PRODUCT
                && this != PRODUCT_BF16
                && this != TRIAD
                && !module.equals(ONNX_RUNTIME.module);
    }

    /** Returns whether it predicts. */
    public boolean predicts() {
        return this == GRADUS || this == ONNX_RUNTIME || this == DJL_ONNX_RUNTIME || this == DJL;
    }

    /** Returns the Maven module that holds it. */
    String module() {
        return module;
    }

    /** Returns the option its JVM takes, or nothing. */
    String option() {
        return option;
    }

    /** Returns the name of its {@link Contender}. */
    @Override
    public String toString() {
        return text;
    }
}
