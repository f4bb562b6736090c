package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.Map;

/**
 * Facts about hosts that the run learned while holding the deploy lock, so that it need not ask again. A host may be
 * missing.
 *
 * @param containers the containers of a host; they are valid until the first group has booted or a hook runs
 * @param images the image of the session's version that a host has pulled
 */
public record HostFacts(Map<Host, ContainerList> containers, Map<Host, RunningImage> images) {

    /** No facts. */
    public static final HostFacts NONE = new HostFacts(Map.of(), Map.of());

    public HostFacts {
        containers = Map.copyOf(containers);
        images = Map.copyOf(images);
    }

    HostFacts withoutContainers() {
        return new HostFacts(Map.of(), images);
    }

    @CheckForNull
    ContainerList containersOn(Host host) {
        return containers.get(host);
    }

    @CheckForNull
    RunningImage imageOn(Host host) {
        return images.get(host);
    }
}
