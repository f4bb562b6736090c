package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the return value of a step: plain maps and lists, which a Pipeline can read without script approval. */
final class ReturnValue {

    private ReturnValue() {}

    /**
     * The return value, or null for none.
     *
     * @throws AbortException if a plan or a status is to be returned, but its end was not recorded
     */
    @CheckForNull
    static Object of(ReturnKind returns, Deployment deployment, String output) throws AbortException {
        return switch (returns) {
            case NOTHING -> null;
            case IMAGE -> deployment.getImage();
            case DIGEST -> deployment.getDigest();
            case DEPLOYMENT -> of(deployment);
            case PLAN -> of(deployment.getPlan(), deployment.getVersion());
            case STATUS -> of(deployment.getServers());
            case OUTPUT -> output;
        };
    }

    private static Map<String, Object> of(DeployPlan plan, String version) throws AbortException {
        if (!plan.isComplete()) {
            throw new AbortException(Messages.ReturnValue_incompletePlan());
        }
        return plan.toMap(version);
    }

    private static Map<String, Object> of(ServerStatus status) throws AbortException {
        if (!status.isComplete()) {
            throw new AbortException(Messages.ReturnValue_incompleteStatus());
        }
        return status.toMap();
    }

    private static Map<String, Object> of(Deployment deployment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("version", deployment.getVersion());
        result.put("image", deployment.getImage());
        result.put("digest", deployment.getDigest());
        result.put("destination", deployment.getDestination());
        List<Map<String, Object>> containers = new ArrayList<>();
        deployment.getContainers().forEach(container -> containers.add(of(container)));
        result.put("containers", containers);
        List<Map<String, Object>> watched = new ArrayList<>();
        deployment.getWatched().forEach(host -> watched.add(host.toMap()));
        result.put("watched", watched);
        PausedCanary canary = deployment.getCanary();
        boolean forVisitors = canary != null && canary.isForVisitors();
        result.put("canary", canary == null || forVisitors ? List.of() : new ArrayList<>(canary.getHosts()));
        result.put("rollout", forVisitors && !canary.isEnded() ? canary.getPercent() : null);
        return result;
    }

    private static Map<String, Object> of(BootedContainer container) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("host", container.getHost());
        entry.put("role", container.getRole());
        entry.put("name", container.getName());
        entry.put("version", container.getVersion());
        entry.put("digest", container.getDigest());
        entry.put("proven", container.isProven());
        entry.put("instances", container.getInstances());
        return entry;
    }
}
