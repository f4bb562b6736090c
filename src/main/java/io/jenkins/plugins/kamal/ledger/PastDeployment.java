package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.run.Deployment;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One line of the history: a command that ended, and the build it was in. No record, because XStream keeps it. */
@ExportedBean
public final class PastDeployment {

    private final String invocation;
    private final Origin origin;
    private final Deployment deployment;

    PastDeployment(String invocation, Origin origin, Deployment deployment) {
        this.invocation = invocation;
        this.origin = origin;
        this.deployment = deployment;
    }

    String invocation() {
        return invocation;
    }

    /** The build. */
    @Exported(inline = true)
    public Origin getOrigin() {
        return origin;
    }

    /** What the command did. */
    @Exported(inline = true)
    public Deployment getDeployment() {
        return deployment;
    }

    boolean touched(String host, String role) {
        return deployment.getContainers().stream()
                .anyMatch(container ->
                        container.getHost().equals(host) && container.getRole().equals(role));
    }

    PastDeployment withOrigin(Origin changed) {
        return changed == origin ? this : new PastDeployment(invocation, changed, deployment);
    }
}
