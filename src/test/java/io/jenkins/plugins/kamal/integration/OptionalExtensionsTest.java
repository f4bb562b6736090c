package io.jenkins.plugins.kamal.integration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jenkins leaves an optional extension out if its class cannot be linked, and looks at its public methods for that. A type
 * of another plugin that stands only in the body of a method is found too late: each call of the extension fails.
 */
class OptionalExtensionsTest {

    @ParameterizedTest
    @CsvSource({
        "board.DeploymentsPortlet$DescriptorImpl, hudson.plugins.view.dashboard.",
        "board.FolderBoardFactory, com.cloudbees.hudson.plugins.folder.",
        "global.FolderDestinationSource, com.cloudbees.hudson.plugins.folder.",
        "global.FolderDestinations$DescriptorImpl, com.cloudbees.hudson.plugins.folder.",
        "integration.DeploymentTokens, org.jenkinsci.plugins.tokenmacro.",
        "integration.DeploymentChecks, io.jenkins.plugins.checks.",
        "integration.DeploymentMetrics, com.codahale.metrics.",
        "ledger.GitCommitBrowser, hudson.plugins.git."
    })
    void isLeftOutWithoutTheOtherPlugin(String name, String otherPlugin) {
        assertThatThrownBy(() -> link(name, otherPlugin)).isInstanceOf(NoClassDefFoundError.class);
        assertThatCode(() -> link(name, "no.plugin.")).doesNotThrowAnyException();
    }

    /** What Jenkins does with the class of an extension. */
    private static void link(String name, String absent) throws ClassNotFoundException {
        Class<?> extension = Class.forName(KamalClasses.PLUGIN + name, false, new KamalClasses(absent));
        extension.getDeclaredFields();
        extension.getMethods();
    }

    /** The classes of this plugin once more, where another plugin is not installed. */
    private static final class KamalClasses extends ClassLoader {

        static final String PLUGIN = "io.jenkins.plugins.kamal.";

        private final String absent;

        KamalClasses(String absent) {
            super(OptionalExtensionsTest.class.getClassLoader());
            this.absent = absent;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(absent)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(PLUGIN)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
