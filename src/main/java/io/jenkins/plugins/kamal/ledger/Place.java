package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.run.RunningContainer;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A role on a host, and what Jenkins left running there last. No record, because XStream keeps it. */
@ExportedBean
public final class Place {

    private final RunningContainer container;
    private final Origin origin;

    Place(RunningContainer container, Origin origin) {
        this.container = container;
        this.origin = origin;
    }

    /** The container. */
    @Exported(inline = true)
    public RunningContainer getContainer() {
        return container;
    }

    /** The build that booted it. */
    @Exported(inline = true)
    public Origin getOrigin() {
        return origin;
    }

    boolean isAt(String host, String role) {
        return container.getHost().equals(host) && container.getRole().equals(role);
    }

    Place withOrigin(Origin changed) {
        return changed == origin ? this : new Place(container, changed);
    }
}
