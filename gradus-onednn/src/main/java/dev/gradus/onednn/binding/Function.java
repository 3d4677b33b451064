package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The functions of oneDNN's C API that prepare computations, as its header {@code dnnl.h} declares
 * them. Each is linked when it is first called.
 *
 * <p>Pointers are plain addresses. What runs in every step is not here but in {@link Execution},
 * which is linked for speed.
 */
enum Function {
    ENGINE_CREATE("dnnl_engine_create", "pil"),
    ENGINE_DESTROY("dnnl_engine_destroy", "p"),
    STREAM_CREATE("dnnl_stream_create", "ppi"),
    STREAM_DESTROY("dnnl_stream_destroy", "p"),

    DESCRIPTOR_WITH_STRIDES("dnnl_memory_desc_create_with_strides", "pipip"),
    DESCRIPTOR_WITH_TAG("dnnl_memory_desc_create_with_tag", "pipii"),
    DESCRIPTOR_CLONE("dnnl_memory_desc_clone", "pp"),
    DESCRIPTOR_RESHAPE("dnnl_memory_desc_reshape", "ppip"),
    DESCRIPTOR_QUERY("dnnl_memory_desc_query", "pip"),
    DESCRIPTOR_EQUAL("dnnl_memory_desc_equal", "pp"),
    DESCRIPTOR_SIZE("dnnl_memory_desc_get_size", ValueLayout.JAVA_LONG, "p"),
    DESCRIPTOR_DESTROY("dnnl_memory_desc_destroy", "p"),

    MEMORY_CREATE("dnnl_memory_create", "pppp"),
    MEMORY_DESTROY("dnnl_memory_destroy", "p"),

    ATTRIBUTES_CREATE("dnnl_primitive_attr_create", "p"),
    ATTRIBUTES_SCRATCHPAD("dnnl_primitive_attr_set_scratchpad_mode", "pi"),
    ATTRIBUTES_POST_OPS("dnnl_primitive_attr_set_post_ops", "pp"),
    ATTRIBUTES_DESTROY("dnnl_primitive_attr_destroy", "p"),
    POST_OPS_CREATE("dnnl_post_ops_create", "p"),
    POST_OPS_ELTWISE("dnnl_post_ops_append_eltwise", "piff"),
    POST_OPS_DESTROY("dnnl_post_ops_destroy", "p"),

    REORDER("dnnl_reorder_primitive_desc_create", "pppppp"),
    BINARY("dnnl_binary_primitive_desc_create", "ppipppp"),
    INNER_PRODUCT_FORWARD("dnnl_inner_product_forward_primitive_desc_create", "ppippppp"),
    INNER_PRODUCT_BACKWARD_DATA(
            "dnnl_inner_product_backward_data_primitive_desc_create", "ppppppp"),
    INNER_PRODUCT_BACKWARD_WEIGHTS(
            "dnnl_inner_product_backward_weights_primitive_desc_create", "pppppppp"),
    CONVOLUTION_FORWARD("dnnl_convolution_forward_primitive_desc_create", "ppiippppppppp"),
    CONVOLUTION_BACKWARD_DATA(
            "dnnl_convolution_backward_data_primitive_desc_create", "ppippppppppp"),
    CONVOLUTION_BACKWARD_WEIGHTS(
            "dnnl_convolution_backward_weights_primitive_desc_create", "ppipppppppppp"),
    POOLING_FORWARD("dnnl_pooling_forward_primitive_desc_create", "ppiipppppppp"),
    POOLING_BACKWARD("dnnl_pooling_backward_primitive_desc_create", "ppippppppppp"),
    ELTWISE_FORWARD("dnnl_eltwise_forward_primitive_desc_create", "ppiippffp"),
    ELTWISE_BACKWARD("dnnl_eltwise_backward_primitive_desc_create", "ppipppffpp"),
    SOFTMAX_FORWARD("dnnl_softmax_forward_primitive_desc_create", "ppiippip"),
    SOFTMAX_BACKWARD("dnnl_softmax_backward_primitive_desc_create", "ppipppipp"),
    BATCH_NORM_FORWARD("dnnl_batch_normalization_forward_primitive_desc_create", "ppippfip"),
    BATCH_NORM_BACKWARD("dnnl_batch_normalization_backward_primitive_desc_create", "ppipppfipp"),
    LAYER_NORM_FORWARD("dnnl_layer_normalization_forward_primitive_desc_create", "ppipppfip"),
    LAYER_NORM_BACKWARD("dnnl_layer_normalization_backward_primitive_desc_create", "ppippppfipp"),

    PRIMITIVE_QUERY("dnnl_primitive_desc_query", "piip"),
    PRIMITIVE_QUERY_DESCRIPTOR("dnnl_primitive_desc_query_md", ValueLayout.JAVA_LONG, "pii"),
    PRIMITIVE_DESCRIPTOR_DESTROY("dnnl_primitive_desc_destroy", "p"),
    PRIMITIVE_CREATE("dnnl_primitive_create", "pp"),
    PRIMITIVE_DESTROY("dnnl_primitive_destroy", "p"),

    EFFECTIVE_ISA("dnnl_get_effective_cpu_isa", ""),
    VERSION("dnnl_version", ValueLayout.JAVA_LONG, "");

    private final String symbol;
    private final FunctionDescriptor signature;
    private @Nullable MethodHandle handle;

    Function(String symbol, String parameters) {
        this(symbol, ValueLayout.JAVA_INT, parameters);
    }

    /**
     * @param parameters a letter each: p for a pointer, l for a size, i for an integer or
     *     enumeration, f for a float
     */
    Function(String symbol, MemoryLayout result, String parameters) {
        this.symbol = symbol;
        this.signature =
                FunctionDescriptor.of(
                        result,
                        parameters.chars().mapToObj(Function::layout).toArray(MemoryLayout[]::new));
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'p', 'l' -> ValueLayout.JAVA_LONG;
            case 'i' -> ValueLayout.JAVA_INT;
            case 'f' -> ValueLayout.JAVA_FLOAT;
            default -> throw new IllegalArgumentException("no type is called " + (char) letter);
        };
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

    /** Calls the function and returns what it returns. */
    Object invoke(@Nullable Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            Object[] plain = Arrays.stream(arguments).map(given -> plain(given, arena)).toArray();
            return linked().invokeWithArguments(plain);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("calling " + symbol + " failed", failure);
        }
    }

    /**
     * Calls a function that makes something and writes its address to where its first argument
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

    @SuppressWarnings(
            "restricted") // the module is granted native access: calling C is what it is for
    private synchronized MethodHandle linked() {
        if (handle == null) {
            handle =
                    Linker.nativeLinker()
                            .downcallHandle(Library.get().symbols().findOrThrow(symbol), signature);
        }
        return handle;
    }
}
