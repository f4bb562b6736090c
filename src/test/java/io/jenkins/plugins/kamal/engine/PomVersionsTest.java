package io.jenkins.plugins.kamal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.i2p.crypto.eddsa.EdDSAEngine;
import org.apache.commons.codec.binary.Hex;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshException;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.slf4j.Logger;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * The engine's own build uses the versions of the libraries that it meets in Jenkins. In the build of the plugin the
 * libraries on the class path are those of Jenkins and its API plugins; so this test fails in one of the two builds where
 * the POMs disagree.
 */
class PomVersionsTest {

    private static final Path ENGINE_POM = Path.of("engine-pom.xml");
    private static final Path PLUGIN_POM = Path.of("pom.xml");

    static Stream<Arguments> libraries() {
        return Stream.of(
                arguments("jackson.version", ObjectMapper.class),
                arguments("jgit.version", Repository.class),
                arguments("mina-sshd.version", SshClient.class),
                arguments("mina-sshd.version", SshException.class),
                arguments("bouncycastle.version", MLKEMParameters.class),
                arguments("asm.version", ClassReader.class),
                arguments("eddsa.version", EdDSAEngine.class),
                arguments("snakeyaml.version", Yaml.class),
                arguments("slf4j.version", Logger.class),
                arguments("commons-codec.version", Hex.class),
                arguments("picocli.version", CommandLine.class),
                arguments("spotbugs-annotations.version", CheckForNull.class),
                arguments("junit.version", Test.class));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void namesTheVersionOnTheClassPath(String property, Class<?> type) throws Exception {
        String jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .getFileName()
                .toString();

        assertThat(jar).contains("-" + text(ENGINE_POM, "properties", property));
    }

    @Test
    void namesTheSameVersionsInBothPoms() throws Exception {
        Map<String, String> engine = versions(ENGINE_POM);
        Map<String, String> plugin = versions(PLUGIN_POM);
        plugin.keySet().retainAll(engine.keySet());

        assertThat(plugin).isNotEmpty();
        plugin.forEach((artifact, version) -> assertThat(engine).containsEntry(artifact, version));
    }

    /** The version of an API plugin begins with that of its library, so that the engine's own build can compare them, too. */
    @ParameterizedTest
    @CsvSource({
        "io.jenkins.plugins.mina-sshd-api:mina-sshd-api-core, mina-sshd.version",
        "io.jenkins.plugins.mina-sshd-api:mina-sshd-api-common, mina-sshd.version",
        "io.jenkins.plugins:asm-api, asm.version",
        "io.jenkins.plugins:eddsa-api, eddsa.version",
        "io.jenkins.plugins:snakeyaml-api, snakeyaml.version",
        "org.jenkins-ci.plugins:jackson2-api, jackson.version"
    })
    void namesTheLibrariesOfTheApiPlugins(String plugin, String property) throws Exception {
        assertThat(versions(PLUGIN_POM).get(plugin))
                .matches(Pattern.quote(text(ENGINE_POM, "properties", property)) + "[.-].*");
    }

    /** The versions that a POM gives to its dependencies, by group and artifact. */
    private static Map<String, String> versions(Path pom) throws Exception {
        Map<String, String> versions = new HashMap<>();
        NodeList dependencies = root(pom).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String version = child(dependency, "version");
            if (version.startsWith("${")) {
                version = text(pom, "properties", version.substring(2, version.length() - 1));
            }
            if (!version.isEmpty()) {
                versions.put(child(dependency, "groupId") + ":" + child(dependency, "artifactId"), version);
            }
        }
        return versions;
    }

    private static String text(Path pom, String section, String name) throws Exception {
        return child((Element) root(pom).getElementsByTagName(section).item(0), name);
    }

    private static String child(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Element root(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }
}
