package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.export.Exported;

/** The documented answers of the REST API have only fields that the plugin exports. */
class RestBlocksTest {

    @Test
    void showFieldsThatAreExported() throws Exception {
        Set<String> shown = new TreeSet<>();
        for (CodeBlock block : BlockKind.JSON.in(Page.all())) {
            collect(new ObjectMapper().readTree(block.text()), shown);
        }
        assertThat(shown).isNotEmpty();
        shown.remove("actions");

        assertThat(exported()).containsAll(shown);
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> collect(child, names));
    }

    private static Set<String> exported() {
        return Stream.of(
                        KamalVersionAction.class,
                        RecordedVersion.class,
                        DeploymentAction.class,
                        Deployment.class,
                        BootedContainer.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .map(method -> Introspector.decapitalize(method.getName().replaceFirst("^(get|is)", "")))
                .collect(Collectors.toSet());
    }
}
