package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The functions of oneDNN's C API that prepare computations, as its header {@code dnnl.h} declares
 * them. Each is looked up when it is first called.
 *
 * <p>Pointers are plain addresses. What runs in every step is not here but in {@link Execution},
 * which wraps no arguments.
 */
final class Function {
    static final Function ENGINE_CREATE = new Function("dnnl_engine_create", "pil");
    static final Function ENGINE_DESTROY = new Function("dnnl_engine_destroy", "p");
    static final Function STREAM_CREATE = new Function("dnnl_stream_create", "ppi");
    static final Function STREAM_DESTROY = new Function("dnnl_stream_destroy", "p");

    static final Function DESCRIPTOR_WITH_STRIDES =
            new Function("dnnl_memory_desc_create_with_strides", "pipip");
    static final Function DESCRIPTOR_WITH_TAG =
            new Function("dnnl_memory_desc_create_with_tag", "pipii");
    static final Function DESCRIPTOR_PART =
            new Function("dnnl_memory_desc_create_submemory", "pppp");
    static final Function DESCRIPTOR_CLONE = new Function("dnnl_memory_desc_clone", "pp");
    static final Function DESCRIPTOR_QUERY = new Function("dnnl_memory_desc_query", "pip");
    static final Function DESCRIPTOR_EQUAL = new Function("dnnl_memory_desc_equal", "pp");
    static final Function DESCRIPTOR_SIZE = new Function("dnnl_memory_desc_get_size", "p");
    static final Function DESCRIPTOR_DESTROY = new Function("dnnl_memory_desc_destroy", "p");

    static final Function MEMORY_CREATE = new Function("dnnl_memory_create", "pppp");
    static final Function MEMORY_DESTROY = new Function("dnnl_memory_destroy", "p");

    static final Function ATTRIBUTES_CREATE = new Function("dnnl_primitive_attr_create", "p");
    static final Function ATTRIBUTES_SCRATCHPAD =
            new Function("dnnl_primitive_attr_set_scratchpad_mode", "pi");
    static final Function ATTRIBUTES_POST_OPS =
            new Function("dnnl_primitive_attr_set_post_ops", "pp");
    static final Function ATTRIBUTES_DESTROY = new Function("dnnl_primitive_attr_destroy", "p");
    static final Function POST_OPS_CREATE = new Function("dnnl_post_ops_create", "p");
    static final Function POST_OPS_ELTWISE = new Function("dnnl_post_ops_append_eltwise", "piff");
    static final Function POST_OPS_DESTROY = new Function("dnnl_post_ops_destroy", "p");

    static final Function REORDER = new Function("dnnl_reorder_primitive_desc_create", "pppppp");
    static final Function BINARY = new Function("dnnl_binary_primitive_desc_create", "ppipppp");
    static final Function INNER_PRODUCT_FORWARD =
            new Function("dnnl_inner_product_forward_primitive_desc_create", "ppippppp");
    static final Function INNER_PRODUCT_BACKWARD_DATA =
            new Function("dnnl_inner_product_backward_data_primitive_desc_create", "ppppppp");
    static final Function INNER_PRODUCT_BACKWARD_WEIGHTS =
            new Function("dnnl_inner_product_backward_weights_primitive_desc_create", "pppppppp");
    static final Function MATMUL = new Function("dnnl_matmul_primitive_desc_create", "ppppppp");
    static final Function CONVOLUTION_FORWARD =
            new Function("dnnl_convolution_forward_primitive_desc_create", "ppiippppppppp");
    static final Function CONVOLUTION_BACKWARD_DATA =
            new Function("dnnl_convolution_backward_data_primitive_desc_create", "ppippppppppp");
    static final Function CONVOLUTION_BACKWARD_WEIGHTS =
            new Function(
                    "dnnl_convolution_backward_weights_primitive_desc_create", "ppipppppppppp");
    static final Function POOLING_FORWARD =
            new Function("dnnl_pooling_forward_primitive_desc_create", "ppiipppppppp");
    static final Function POOLING_BACKWARD =
            new Function("dnnl_pooling_backward_primitive_desc_create", "ppippppppppp");
    static final Function ELTWISE_FORWARD =
            new Function("dnnl_eltwise_forward_primitive_desc_create", "ppiippffp");
    static final Function ELTWISE_BACKWARD =
            new Function("dnnl_eltwise_backward_primitive_desc_create", "ppipppffpp");
    static final Function SOFTMAX_FORWARD =
            new Function("dnnl_softmax_forward_primitive_desc_create", "ppiippip");
    static final Function SOFTMAX_BACKWARD =
            new Function("dnnl_softmax_backward_primitive_desc_create", "ppipppipp");
    static final Function BATCH_NORM_FORWARD =
            new Function("dnnl_batch_normalization_forward_primitive_desc_create", "ppippfip");
    static final Function BATCH_NORM_BACKWARD =
            new Function("dnnl_batch_normalization_backward_primitive_desc_create", "ppipppfipp");
    static final Function LAYER_NORM_FORWARD =
            new Function("dnnl_layer_normalization_forward_primitive_desc_create", "ppipppfip");
    static final Function LAYER_NORM_BACKWARD =
            new Function("dnnl_layer_normalization_backward_primitive_desc_create", "ppippppfipp");

    static final Function PRIMITIVE_QUERY = new Function("dnnl_primitive_desc_query", "piip");
    static final Function PRIMITIVE_QUERY_DESCRIPTOR =
            new Function("dnnl_primitive_desc_query_md", "pii");
    static final Function PRIMITIVE_NEXT_KERNEL =
            new Function("dnnl_primitive_desc_next_impl", "p");
    static final Function PRIMITIVE_DESCRIPTOR_DESTROY =
            new Function("dnnl_primitive_desc_destroy", "p");
    static final Function PRIMITIVE_CREATE = new Function("dnnl_primitive_create", "pp");
    static final Function PRIMITIVE_DESTROY = new Function("dnnl_primitive_destroy", "p");

    static final Function EFFECTIVE_ISA = new Function("dnnl_get_effective_cpu_isa", "");
    static final Function VERSION = new Function("dnnl_version", "");

    private final String symbol;
    private final String parameters;
    private @Nullable MemorySegment address;

    /**
     * @param parameters a letter each: p for a pointer, l for a size, i for an integer or
     *     enumeration, f for a float
     */
    Function(String symbol, String parameters) {
        this.symbol = symbol;
        this.parameters = parameters;
    }

    /**
     * Calls the function for its status.
     *
     * @throws OneDnnException if the status is not success
     */
    void call(@Nullable Object... arguments) {
        int status = (int) invoke(arguments);
        if (status != 0) {
            throw new OneDnnException(symbol, status);
        }
    }

    /** Calls the function and returns its result; the upper half of an int is undefined. */
    long invoke(@Nullable Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            Object[] plain = new Object[arguments.length];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = plain(arguments[i], arena);
            }
            return parameters.contains("f") && !Downcall.FLOATS_APART
                    ? exactly(plain)
                    : called(plain);
        }
    }

    /**
     * Calls a function that creates an object and writes its address to where its first argument
     * points.
     */
    long create(@Nullable Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            var result = arena.allocate(ValueLayout.JAVA_LONG);
            Object[] all = new Object[arguments.length + 1];
            all[0] = result.address();
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            call(all);
            return result.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    private static Object plain(@Nullable Object argument, Arena arena) {
        return switch (argument) {
            case null -> 0L;
            case Native handle -> handle.address();
            case Code constant -> constant.code();
            case long[] extents -> arena.allocateFrom(ValueLayout.JAVA_LONG, extents).address();
            default -> argument;
        };
    }

    private long called(Object[] arguments) {
        long[] words = new long[Downcall.WORDS];
        float[] floats = new float[Downcall.FLOATS];
        int word = 0;
        int number = 0;
        for (Object argument : arguments) {
            if (argument instanceof Float value) {
                floats[number++] = value;
            } else {
                words[word++] = ((Number) argument).longValue();
            }
        }
        return Downcall.of(address(), words, floats);
    }

    /**
     * Calls the function by its own signature, linked for this call: slow, but correct on every
     * platform.
     */
    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    long exactly(Object... arguments) {
        var layouts = parameters.chars().mapToObj(Function::layout).toArray(MemoryLayout[]::new);
        var signature = FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts);
        try {
            return (int)
                    Linker.nativeLinker()
                            .downcallHandle(address(), signature)
                            .invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException("calling " + symbol + " failed", failure);
        }
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'p', 'l' -> ValueLayout.JAVA_LONG;
            case 'i' -> ValueLayout.JAVA_INT;
            case 'f' -> ValueLayout.JAVA_FLOAT;
            default -> throw new IllegalArgumentException("no type is called " + (char) letter);
        };
    }

    private synchronized MemorySegment address() {
        if (address == null) {
            address = Library.get().symbols().findOrThrow(symbol);
        }
        return address;
    }
}
