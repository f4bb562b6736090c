package io.jenkins.plugins.kamal.run.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.XStream2;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.export.ExportConfig;
import org.kohsuke.stapler.export.Flavor;
import org.kohsuke.stapler.export.Model;
import org.kohsuke.stapler.export.ModelBuilder;
import org.kohsuke.stapler.export.TreePruner;

/** A build that was saved when the record was one flat class is still read, saved and exported in the same form. */
class SavedDeploymentTest {

    private static final XStream2 XSTREAM = new XStream2();

    @Test
    void anEarlierRecordIsReadCompletelyAndSavedInTheSameForm() throws IOException {
        String saved = resource("saved-deployment.xml");

        assertThat(XSTREAM.toXML(XSTREAM.fromXML(saved))).isEqualTo(saved);
    }

    @Test
    void theRestApiExportsTheSameFieldsOfAnEarlierRecord() throws IOException {
        DeploymentAction read = (DeploymentAction) XSTREAM.fromXML(resource("saved-deployment.xml"));

        assertThat(exported(read)).isEqualTo(resource("exported-deployment.json"));
    }

    private static String exported(DeploymentAction action) throws IOException {
        StringWriter json = new StringWriter();
        ExportConfig pretty = new ExportConfig().withPrettyPrint(true);
        Model<DeploymentAction> model = new ModelBuilder().get(DeploymentAction.class);
        model.writeTo(action, new TreePruner.ByDepth(0), Flavor.JSON.createDataWriter(action, json, pretty));
        return json.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SavedDeploymentTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
