package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.ruby.erb.RenderedTemplate;
import java.util.ArrayList;
import java.util.List;

/** Renders nothing, and rejects every file that contains a template. */
public final class NoTemplates implements TemplateRenderer {

    @Override
    public RenderedFile render(String text, String fileName, @CheckForNull String destination) {
        List<ConfigurationException.Fault> faults = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("<%") && !lines[i].contains("<%%")) {
                faults.add(new ConfigurationException.Fault(
                        fileName,
                        i + 1,
                        "",
                        "there is a template (<%), but templates are not rendered here; write the value itself"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return new RenderedFile(RenderedTemplate.unchanged(text));
    }
}
