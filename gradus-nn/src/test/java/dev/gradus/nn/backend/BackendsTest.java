package dev.gradus.nn.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.engine.Backend;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static List<String> names() {
        return Backends.all().stream().map(Backend::name).toList();
    }

    private static <T> T under(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void areFoundUnderAForeignContextClassLoader() {
        assertThat(under(ClassLoader.getPlatformClassLoader(), BackendsTest::names))
                .contains("java");
    }

    @Test
    void areFoundWithoutAContextClassLoader() {
        assertThat(under(null, BackendsTest::names)).contains("java");
    }

    @Test
    void areFoundOnTheThreadsOfAPool() {
        assertThat(CompletableFuture.supplyAsync(BackendsTest::names).join()).contains("java");
    }

    @Test
    void eachIsListedOnce() {
        assertThat(names()).doesNotHaveDuplicates();
    }

    @Test
    void theFastOneThatIsMissingIsAskedForWithTheJarToAdd() {
        assertThatThrownBy(() -> Backends.named("onednn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no backend \"onednn\"; there are [java]; add dev.gradus:gradus-onednn to the class path or module path");
    }

    /** A container may hold another copy of Gradus, whose backends implement another interface. */
    @Test
    void anotherCopyOfGradusIsPassedOver() {
        assertThat(under(loaderThatOffers("java.lang.String"), BackendsTest::names))
                .isEqualTo(names());
    }

    private static ClassLoader loaderThatOffers(String provider) {
        return new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return name.endsWith(Backend.class.getName())
                        ? Collections.enumeration(List.of(text(provider)))
                        : Collections.emptyEnumeration();
            }
        };
    }

    private static URL text(String content) {
        try {
            return URL.of(
                    URI.create("memory:services"),
                    new URLStreamHandler() {
                        @Override
                        protected URLConnection openConnection(URL url) {
                            return new URLConnection(url) {
                                @Override
                                public void connect() {}

                                @Override
                                public InputStream getInputStream() {
                                    return new ByteArrayInputStream(
                                            content.getBytes(StandardCharsets.UTF_8));
                                }
                            };
                        }
                    });
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
